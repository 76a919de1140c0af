<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Photo Search</source>
        <translation>关于 Photo Search</translation>
    </message>
    <message>
        <source>Network connections: none. Your photos are only read, and nothing about them leaves this computer.</source>
        <translation>网络连接：无。您的照片只会被读取，任何相关信息都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>Photo Search</source>
        <translation>Photo Search</translation>
    </message>
    <message>
        <source>Finds photos that look like a photo.</source>
        <translation>查找与某张照片相似的照片。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>自由软件，采用 Apache License 2.0 许可</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>组成部分及其许可证</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>组成部分</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Nothing is going on.</source>
        <translation>当前没有任务。</translation>
    </message>
    <message>
        <source>Clear what is over</source>
        <translation>清除已结束的任务</translation>
    </message>
    <message>
        <source>Files that were left out</source>
        <translation>未处理的文件</translation>
    </message>
    <message>
        <source>None: every file found could be read.</source>
        <translation>无：找到的每个文件都能读取。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>CandidateCard</name>
    <message>
        <source>Keep this one ({0})</source>
        <translation>保留这张（{0}）</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>ChoicePopup</name>
    <message>
        <source>Type to narrow the list</source>
        <translation>输入文字以缩小列表</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>缩小列表</translation>
    </message>
</context>
<context>
    <name>ChoicesModel</name>
    <message>
        <source>{0}, {1} photos</source>
        <translation>{0}，{1} 张照片</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>程序出现错误</translation>
    </message>
    <message>
        <source>Your photos and your library are safe. You may go on, but should start the program anew before long. If you report this, please add the text below; it may name folders and files.</source>
        <translation>您的照片和照片库完好无损。您可以继续使用，但请尽快重新启动程序。如果要报告此问题，请附上下面的文字；其中可能含有文件夹和文件的名称。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>DatesPopup</name>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年份</translation>
    </message>
</context>
<context>
    <name>DistanceSlider</name>
    <message numerus="yes">
        <source>%n photo(s) up to here</source>
        <translation>
            <numerusform>到这里共 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows less alike photos, too</source>
        <translation>也显示不太相似的照片</translation>
    </message>
    <message numerus="yes">
        <source>Up to %n differing bit(s)</source>
        <translation>
            <numerusform>最多 %n 个不同的比特</numerusform>
        </translation>
    </message>
    <message>
        <source>Hardly any of them by chance</source>
        <translation>几乎没有偶然相似的</translation>
    </message>
    <message numerus="yes">
        <source>About %n of them by chance</source>
        <translation>
            <numerusform>其中约 %n 张是偶然相似</numerusform>
        </translation>
    </message>
    <message>
        <source>alike</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>unlike</source>
        <translation>不相似</translation>
    </message>
    <message>
        <source>How unlike photos may be</source>
        <translation>允许照片有多不相似</translation>
    </message>
    <message>
        <source>Left is more alike. The key A goes to the automatic cut.</source>
        <translation>越靠左越相似。按 A 键跳到自动界限。</translation>
    </message>
</context>
<context>
    <name>DuplicatesModel</name>
    <message>
        <source>{0}, {1} to spare</source>
        <translation>{0}，可节省 {1}</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Looking for duplicates</source>
        <translation>正在查找重复照片</translation>
    </message>
    <message>
        <source>All of them stay, and are not shown again.</source>
        <translation>全部保留，且不再显示。</translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash and keep {0}?</source>
        <translation>
            <numerusform>将 %n 个文件移到回收站并保留 {0}？</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <translation>{0} 等</translation>
    </message>
    <message numerus="yes">
        <source>Moved %n file(s) to the trash; restore from there what you want back: {0}</source>
        <translation>
            <numerusform>已将 %n 个文件移到回收站；需要时可从那里还原：{0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
    </message>
    <message>
        <source>Keep all of them</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Never show this group again (K)</source>
        <translation>不再显示此组（K）</translation>
    </message>
    <message>
        <source>Move the others to the trash</source>
        <translation>将其余的移到回收站</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>There are no groups of this kind.</source>
        <translation>没有此类分组。</translation>
    </message>
    <message>
        <source>Groups of duplicates</source>
        <translation>重复照片组</translation>
    </message>
    <message>
        <source>Kinds of duplicates</source>
        <translation>重复照片的种类</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>停止查找</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>查找重复照片</translation>
    </message>
    <message>
        <source>Groups appear here as they are found.</source>
        <translation>找到的分组会显示在这里。</translation>
    </message>
    <message>
        <source>No duplicates to show</source>
        <translation>没有可显示的重复照片</translation>
    </message>
    <message>
        <source>Look for photos that lie in several places, for smaller or edited copies, and for shots of the same moment. Nothing is moved without asking, and one of each group always stays.</source>
        <translation>查找存放在多处的照片、缩小或编辑过的副本，以及同一时刻拍摄的照片。未经询问不会移动任何文件，每组总会保留一张。</translation>
    </message>
</context>
<context>
    <name>ExampleCard</name>
    <message>
        <source>like this</source>
        <translation>像这张</translation>
    </message>
    <message>
        <source>unlike</source>
        <translation>不像这张</translation>
    </message>
    <message>
        <source>Avoid photos like this one</source>
        <translation>避开像这张的照片</translation>
    </message>
    <message>
        <source>Find photos like this one</source>
        <translation>查找像这张的照片</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Choose another part…</source>
        <translation>选择其他部分…</translation>
    </message>
    <message>
        <source>Search by the whole picture</source>
        <translation>用整张图片搜索</translation>
    </message>
    <message>
        <source>Only a part of it counts</source>
        <translation>只有其中一部分起作用</translation>
    </message>
    <message>
        <source>Choose a part of it…</source>
        <translation>选择其中一部分…</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>任意日期</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>任意文件夹</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>任意相机</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>With or without a position</source>
        <translation>有或没有位置</translation>
    </message>
    <message>
        <source>From {0}</source>
        <translation>从 {0} 起</translation>
    </message>
    <message>
        <source>Until {0}</source>
        <translation>到 {0} 为止</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>With position</source>
        <translation>有位置</translation>
    </message>
    <message>
        <source>Without position</source>
        <translation>无位置</translation>
    </message>
</context>
<context>
    <name>FolderCard</name>
    <message>
        <source>Remove this folder from the library? Its photos stay where they are on the disk; what you decided about them is remembered.</source>
        <translation>要从照片库中移除此文件夹吗？其中的照片仍留在磁盘原处；您对它们所做的决定会被记住。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Watch for changes</source>
        <translation>监视变动</translation>
    </message>
    <message>
        <source>Watch {0} for changes</source>
        <translation>监视 {0} 的变动</translation>
    </message>
    <message>
        <source>Leave out ({0})</source>
        <translation>排除（{0}）</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation>检查变动</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>One pattern a line, such as *.tmp, cache/ or 2019/raw/*</source>
        <translation>每行一个模式，例如 *.tmp、cache/ 或 2019/raw/*</translation>
    </message>
    <message>
        <source>What to leave out</source>
        <translation>要排除的内容</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>从照片库中移除</translation>
    </message>
    <message>
        <source>Offline, but still searched</source>
        <translation>离线，但仍可搜索</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} 等待中</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} 未处理</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Look for changes in all</source>
        <translation>检查所有文件夹的变动</translation>
    </message>
    <message>
        <source>No folders yet</source>
        <translation>还没有文件夹</translation>
    </message>
    <message>
        <source>Add a folder with photos, or drop one here. Photos are only read, never changed, and nothing leaves this computer.</source>
        <translation>添加一个照片文件夹，或将其拖放到这里。照片只会被读取，绝不会被修改，也不会有任何内容离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>GridHeader</name>
    <message>
        <source>Waiting to be indexed</source>
        <translation>等待索引</translation>
    </message>
    <message>
        <source>Close enough</source>
        <translation>足够相似</translation>
    </message>
    <message>
        <source>Less alike</source>
        <translation>不太相似</translation>
    </message>
    <message>
        <source>Date unknown</source>
        <translation>日期未知</translation>
    </message>
</context>
<context>
    <name>InfoPanel</name>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Open with the default program</source>
        <translation>用默认程序打开</translation>
    </message>
    <message>
        <source>out of reach</source>
        <translation>无法访问</translation>
    </message>
    <message>
        <source>About this photo</source>
        <translation>关于此照片</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>存放位置</translation>
    </message>
</context>
<context>
    <name>InstalledModels</name>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>knows {0}</source>
        <translation>已描述 {0}</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>尚未使用</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Drawing sample pictures</source>
        <translation>正在绘制示例图片</translation>
    </message>
    <message>
        <source>Choose a folder with photos</source>
        <translation>选择照片文件夹</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Models (*.onnx)</source>
        <translation>模型 (*.onnx)</translation>
    </message>
    <message>
        <source>The preferences could not be saved.</source>
        <translation>无法保存首选项。</translation>
    </message>
    <message>
        <source>Photo Search</source>
        <translation>Photo Search</translation>
    </message>
</context>
<context>
    <name>MarksChip</name>
    <message numerus="yes">
        <source>%n right</source>
        <translation>
            <numerusform>%n 张正确</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n 张错误</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo the last mark</source>
        <translation>撤销上一次标记</translation>
    </message>
    <message>
        <source>Redo the mark</source>
        <translation>恢复标记</translation>
    </message>
    <message>
        <source>Clear all marks</source>
        <translation>清除所有标记</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Look for new photos</source>
        <translation>查找新照片(&amp;L)</translation>
    </message>
    <message>
        <source>Open the &amp;demo library</source>
        <translation>打开示例照片库(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Search by a picture file…</source>
        <translation>用图片文件搜索(&amp;S)…</translation>
    </message>
    <message>
        <source>Search by the &amp;clipboard</source>
        <translation>用剪贴板搜索(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Duplicates</source>
        <translation>重复照片(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>活动(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>放大(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>缩小(&amp;S)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;All photos</source>
        <translation>所有照片(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Photo Search</source>
        <translation>关于 Photo Search(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n 比特</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} described</source>
        <translation>已描述 {0}</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>added by you</source>
        <translation>由您添加</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Switch back to it</source>
        <translation>切换回此模型</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Remove {0} and what it knows about your photos? To use it again, its file has to be added and all photos described anew.</source>
        <translation>要移除 {0} 及其对您照片的全部描述吗？若要再次使用，需要重新添加文件并重新描述所有照片。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Add from a file</source>
        <translation>从文件添加</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>关于此模型</translation>
    </message>
</context>
<context>
    <name>PartBar</name>
    <message>
        <source>Search this part</source>
        <translation>搜索这部分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>PartChooser</name>
    <message>
        <source>A part of {0}</source>
        <translation>{0} 的一部分</translation>
    </message>
    <message>
        <source>A part of the example</source>
        <translation>示例的一部分</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use this part</source>
        <translation>使用这部分</translation>
    </message>
</context>
<context>
    <name>PartSearch</name>
    <message>
        <source>The model in use does not describe parts of photos. Use one that does, such as photo-2, on the page Models.</source>
        <translation>使用中的模型不描述照片的各个部分。请在“模型”页面改用可以描述的模型，例如 photo-2。</translation>
    </message>
</context>
<context>
    <name>PartSelector</name>
    <message>
        <source>Drag a box around what you look for. Arrow keys move it, with Shift they make it larger or smaller.</source>
        <translation>拖动鼠标框出要查找的内容。方向键移动选框，同时按住 Shift 可放大或缩小选框。</translation>
    </message>
    <message>
        <source>Part of the photo</source>
        <translation>照片的一部分</translation>
    </message>
    <message>
        <source>None yet. An arrow key begins with the middle.</source>
        <translation>尚未选择。按方向键从中间开始。</translation>
    </message>
    <message>
        <source>{0} % from the left, {1} % from the top, {2} % by {3} %</source>
        <translation>距左边 {0}%，距上边 {1}%，大小 {2}% × {3}%</translation>
    </message>
</context>
<context>
    <name>PhotoDelegate</name>
    <message>
        <source>Call it neither right nor wrong (Backspace)</source>
        <translation>既不正确也不错误（退格键）</translation>
    </message>
    <message>
        <source>Right: look for more like it (+)</source>
        <translation>正确：多找像这样的（+）</translation>
    </message>
    <message>
        <source>Wrong: look for others (-)</source>
        <translation>错误：找其他的（-）</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>PhotoMenu</name>
    <message>
        <source>Search &amp;similar photos</source>
        <translation>搜索相似照片(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Add as example</source>
        <translation>添加为示例(&amp;A)</translation>
    </message>
    <message>
        <source>Add as &amp;counter-example</source>
        <translation>添加为反例(&amp;C)</translation>
    </message>
    <message>
        <source>R&amp;ight</source>
        <translation>正确(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Wrong</source>
        <translation>错误(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Neither right nor wrong</source>
        <translation>既不正确也不错误(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open with the default program</source>
        <translation>用默认程序打开(&amp;O)</translation>
    </message>
    <message>
        <source>Show in file &amp;manager</source>
        <translation>在文件管理器中显示(&amp;M)</translation>
    </message>
    <message>
        <source>Copy &amp;picture</source>
        <translation>复制图像(&amp;P)</translation>
    </message>
    <message>
        <source>Copy pat&amp;h</source>
        <translation>复制路径(&amp;H)</translation>
    </message>
    <message>
        <source>Copy &amp;files</source>
        <translation>复制文件(&amp;F)</translation>
    </message>
    <message>
        <source>Move to &amp;trash…</source>
        <translation>移到回收站(&amp;T)…</translation>
    </message>
    <message>
        <source>P&amp;roperties</source>
        <translation>属性(&amp;R)</translation>
    </message>
</context>
<context>
    <name>PhotoPane</name>
    <message>
        <source>This photo cannot be read now: {0}</source>
        <translation>目前无法读取此照片：{0}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>PhotosModel</name>
    <message>
        <source>{0}
Waits to be indexed</source>
        <translation>{0}
等待索引</translation>
    </message>
    <message>
        <source>called right</source>
        <translation>已标记为正确</translation>
    </message>
    <message>
        <source>called wrong</source>
        <translation>已标记为错误</translation>
    </message>
    <message>
        <source>Most like example {0}</source>
        <translation>与示例 {0} 最相似</translation>
    </message>
    <message>
        <source>Its folder is offline</source>
        <translation>所在文件夹已离线</translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message>
        <source>{0} close, {1} shown, {2} ms</source>
        <translation>{0} 张相似，显示 {1} 张，{2} 毫秒</translation>
    </message>
    <message>
        <source>No photo meets the filters</source>
        <translation>没有照片符合筛选条件</translation>
    </message>
    <message>
        <source>Choose wider ones, or remove them.</source>
        <translation>请放宽筛选条件，或将其移除。</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>还没有照片</translation>
    </message>
    <message>
        <source>Photos appear here as soon as they are indexed.</source>
        <translation>照片一经索引就会显示在这里。</translation>
    </message>
    <message>
        <source>Not in the library any more: {0}</source>
        <translation>已不在照片库中：{0}</translation>
    </message>
    <message>
        <source>Remove the filters</source>
        <translation>移除筛选条件</translation>
    </message>
    <message>
        <source>Show the nearest anyway</source>
        <translation>仍显示最接近的</translation>
    </message>
    <message>
        <source>Nothing close enough</source>
        <translation>没有足够相似的照片</translation>
    </message>
    <message>
        <source>No photo of this library is more like your example than photos are by chance.</source>
        <translation>照片库中没有哪张照片与您的示例的相似程度超过偶然。</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Networks run &amp;on</source>
        <translation>网络运行于(&amp;O)</translation>
    </message>
    <message>
        <source>Photos read at the same &amp;time</source>
        <translation>同时读取的照片数(&amp;T)</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Thumbnails may &amp;take</source>
        <translation>缩略图最多占用(&amp;T)</translation>
    </message>
    <message>
        <source>The library lies in</source>
        <translation>照片库位于</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The graphics card where it is faster</source>
        <translation>显卡（若更快）</translation>
    </message>
    <message>
        <source>The processor only</source>
        <translation>仅处理器</translation>
    </message>
    <message>
        <source>Choose &amp;folders…</source>
        <translation>选择文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Pick up changes while the program runs</source>
        <translation>程序运行时自动发现变动(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Index only on mains power and while idle</source>
        <translation>仅在接通电源且空闲时索引(&amp;I)</translation>
    </message>
    <message>
        <source>As many as there are cores</source>
        <translation>与处理器核心数相同</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Where networks run</source>
        <translation>网络在何处运行</translation>
    </message>
    <message>
        <source>Photos read at the same time</source>
        <translation>同时读取的照片数</translation>
    </message>
    <message>
        <source>Disk space for thumbnails</source>
        <translation>缩略图的磁盘空间</translation>
    </message>
</context>
<context>
    <name>PropertiesDialog</name>
    <message>
        <source>Properties of {0}</source>
        <translation>{0} 的属性</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>QueryTray</name>
    <message>
        <source>Find photos like…</source>
        <translation>查找相似照片…</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>其中没有图片。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) more than fit were left out.</source>
        <translation>
            <numerusform>有 %n 张图片超出容量，未被采用。</numerusform>
        </translation>
    </message>
    <message>
        <source>That is a link, and this program never goes online. Copy the picture itself and paste it here.</source>
        <translation>这是一个链接，而本程序从不联网。请复制图片本身并粘贴到这里。</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Choose at least one example that photos shall be like.</source>
        <translation>请至少选择一个希望照片与之相似的示例。</translation>
    </message>
    <message>
        <source>Drop or paste a photo here to find others like it</source>
        <translation>将照片拖放或粘贴到这里，查找相似的照片</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Choose a file to find photos like it</source>
        <translation>选择一个文件来查找相似照片</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Find photos like the picture in the clipboard</source>
        <translation>查找与剪贴板中图片相似的照片</translation>
    </message>
    <message>
        <source>Add an example</source>
        <translation>添加示例</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>所有照片</translation>
    </message>
    <message>
        <source>Show all photos again ({0})</source>
        <translation>重新显示所有照片（{0}）</translation>
    </message>
</context>
<context>
    <name>ReasonCard</name>
    <message>
        <source>Why this result</source>
        <translation>为何找到它</translation>
    </message>
    <message>
        <source>this photo</source>
        <translation>这张照片</translation>
    </message>
</context>
<context>
    <name>ResultBar</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n 张新照片</numerusform>
        </translation>
    </message>
    <message>
        <source>No need: the photos that are marked as right lead the search</source>
        <translation>无需扩大：标记为正确的照片已在引导搜索</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>最相似的在前</translation>
    </message>
    <message>
        <source>Order of photos</source>
        <translation>照片排序</translation>
    </message>
    <message>
        <source>Size of photos</source>
        <translation>照片大小</translation>
    </message>
    <message>
        <source>Search wider</source>
        <translation>扩大搜索</translation>
    </message>
    <message>
        <source>Mark photos as right (+) or wrong (-) to find better ones</source>
        <translation>将照片标记为正确（+）或错误（-），找得更准</translation>
    </message>
    <message>
        <source>Look for photos like the closest ones, too, not only the examples</source>
        <translation>不仅查找像示例的照片，也查找像最相似结果的照片</translation>
    </message>
    <message>
        <source>Saved and recent searches</source>
        <translation>已保存和最近的搜索</translation>
    </message>
</context>
<context>
    <name>SearchesModel</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n 张新照片</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchesPopup</name>
    <message>
        <source>Saved searches</source>
        <translation>已保存的搜索</translation>
    </message>
    <message>
        <source>No saved searches yet</source>
        <translation>还没有保存的搜索</translation>
    </message>
    <message>
        <source>part of {0}</source>
        <translation>{0} 的一部分</translation>
    </message>
    <message>
        <source>not {0}</source>
        <translation>非 {0}</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>从 {0} 起</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>到 {0} 为止</translation>
    </message>
    <message>
        <source>with position</source>
        <translation>有位置</translation>
    </message>
    <message>
        <source>without position</source>
        <translation>无位置</translation>
    </message>
    <message>
        <source>Name this search</source>
        <translation>为此搜索命名</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>最近的搜索</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Indexing {0}</source>
        <translation>正在索引 {0}</translation>
    </message>
    <message>
        <source>Indexing photos</source>
        <translation>正在索引照片</translation>
    </message>
    <message>
        <source>Switching to model {0}</source>
        <translation>正在切换到模型 {0}</translation>
    </message>
    <message>
        <source>Moving files to the trash</source>
        <translation>正在将文件移到回收站</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>SimilarStrip</name>
    <message>
        <source>Similar photos</source>
        <translation>相似照片</translation>
    </message>
    <message>
        <source>Similar photos: none found yet</source>
        <translation>相似照片：尚未找到</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{0} waiting</source>
        <translation>{0} 等待中</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} 未处理</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all tasks</source>
        <translation>显示所有任务</translation>
    </message>
    <message>
        <source>The model does not run</source>
        <translation>模型无法运行</translation>
    </message>
    <message>
        <source>Runs on {0}: {1}</source>
        <translation>运行于 {0}：{1}</translation>
    </message>
    <message>
        <source>To change that: {0}</source>
        <translation>如需更改：{0}</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel: {0}</source>
        <translation>取消：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n 个文件未处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>等待轮到</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Cancelled; what was done stays</source>
        <translation>已取消；已完成的部分保留</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Move {0} to the trash?</source>
        <translation>将 {0} 移到回收站？</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>…… 以及另外 {0} 个</translation>
    </message>
    <message>
        <source>The system&apos;s trash can bring them back to their place.</source>
        <translation>可以从系统回收站将它们还原到原处。</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This photo</source>
        <translation>这张照片</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Photo viewer</source>
        <translation>照片查看器</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>Back to all photos</source>
        <translation>返回所有照片</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>上一张照片</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张照片</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Search for photos like this one</source>
        <translation>搜索像这张的照片</translation>
    </message>
    <message>
        <source>Search by a part of this photo</source>
        <translation>用这张照片的一部分搜索</translation>
    </message>
    <message>
        <source>Outline what was matched</source>
        <translation>框出匹配的部分</translation>
    </message>
    <message>
        <source>Side by side with the example</source>
        <translation>与示例并排显示</translation>
    </message>
    <message>
        <source>Similar photos</source>
        <translation>相似照片</translation>
    </message>
    <message>
        <source>About this photo</source>
        <translation>关于此照片</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Where are your photos?</source>
        <translation>您的照片在哪里？</translation>
    </message>
    <message>
        <source>Choose a folder, or drop folders here. Photos appear at once and can be searched while the rest is still being indexed.</source>
        <translation>选择一个文件夹，或将文件夹拖放到这里。照片会立即出现，其余照片仍在索引时就可以搜索。</translation>
    </message>
    <message>
        <source>&amp;Choose a folder…</source>
        <translation>选择文件夹(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Try it with drawn pictures</source>
        <translation>用绘制的图片试一试(&amp;T)</translation>
    </message>
    <message>
        <source>Your photos stay where they are and are only read. Nothing leaves this computer.</source>
        <translation>您的照片留在原处，只会被读取。任何内容都不会离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>_Plurals</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Problem</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>_RowDelegate</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 张新</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message numerus="yes">
        <source>%n of {0} bits of the codes differ</source>
        <translation>
            <numerusform>编码的 {0} 个比特中有 %n 个不同</numerusform>
        </translation>
    </message>
    <message>
        <source>Hardly any two photos are that much alike by chance</source>
        <translation>几乎没有两张照片会偶然如此相似</translation>
    </message>
    <message>
        <source>Many photos are that much alike by chance</source>
        <translation>许多照片会偶然如此相似</translation>
    </message>
    <message>
        <source>By chance, one pair of photos in {0} is as much alike</source>
        <translation>每 {0} 对照片中有一对会偶然如此相似</translation>
    </message>
    <message>
        <source>Close: within the automatic cut</source>
        <translation>足够相似：在自动界限之内</translation>
    </message>
    <message>
        <source>Not close: beyond the automatic cut</source>
        <translation>不太相似：超出自动界限</translation>
    </message>
    <message>
        <source>The photo as a whole matches best</source>
        <translation>整张照片最匹配</translation>
    </message>
    <message>
        <source>A part of it matches best: {0}</source>
        <translation>其中一部分最匹配：{0}</translation>
    </message>
    <message>
        <source>at the top left</source>
        <translation>左上</translation>
    </message>
    <message>
        <source>at the top</source>
        <translation>上方</translation>
    </message>
    <message>
        <source>at the top right</source>
        <translation>右上</translation>
    </message>
    <message>
        <source>on the left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>on the right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <source>at the bottom left</source>
        <translation>左下</translation>
    </message>
    <message>
        <source>at the bottom</source>
        <translation>下方</translation>
    </message>
    <message>
        <source>at the bottom right</source>
        <translation>右下</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>A later version made this library.</source>
        <translation>此照片库由更新的版本创建。</translation>
    </message>
    <message>
        <source>Install that version, or open another library.</source>
        <translation>请安装该版本，或打开其他照片库。</translation>
    </message>
    <message>
        <source>The library is busy.</source>
        <translation>照片库正忙。</translation>
    </message>
    <message>
        <source>Another program is writing to it. Wait until it is done, or close it.</source>
        <translation>另一个程序正在写入。请等待其完成，或将其关闭。</translation>
    </message>
    <message>
        <source>The library is damaged.</source>
        <translation>照片库已损坏。</translation>
    </message>
    <message>
        <source>Your photos are not affected. Restore a backup as described, or move the library away and index the folders again.</source>
        <translation>您的照片不受影响。请按说明恢复备份，或将照片库移走并重新索引文件夹。</translation>
    </message>
    <message>
        <source>The disk is full, or refuses to be written to.</source>
        <translation>磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>Make room on the disk, then try again.</source>
        <translation>请腾出磁盘空间，然后重试。</translation>
    </message>
    <message>
        <source>The library cannot do that.</source>
        <translation>照片库无法执行此操作。</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>无法使用该模型。</translation>
    </message>
    <message>
        <source>Choose another one on the page Models.</source>
        <translation>请在“模型”页面选择其他模型。</translation>
    </message>
    <message>
        <source>The photo cannot be read.</source>
        <translation>无法读取该照片。</translation>
    </message>
    <message>
        <source>This search is not possible.</source>
        <translation>无法进行此搜索。</translation>
    </message>
    <message>
        <source>This did not work.</source>
        <translation>操作未成功。</translation>
    </message>
    <message>
        <source>{0}: left out, {1}</source>
        <translation>{0}：未处理，{1}</translation>
    </message>
    <message>
        <source>{0}: left there, {1}</source>
        <translation>{0}：未移动，{1}</translation>
    </message>
    <message>
        <source>The folder {0} cannot be listed: {1}</source>
        <translation>无法列出文件夹 {0}：{1}</translation>
    </message>
    <message>
        <source>The folder {0} is offline: {1}</source>
        <translation>文件夹 {0} 已离线：{1}</translation>
    </message>
    <message>
        <source>Looking for photos</source>
        <translation>正在查找照片</translation>
    </message>
    <message>
        <source>Indexing photos</source>
        <translation>正在索引照片</translation>
    </message>
    <message>
        <source>Describing photos</source>
        <translation>正在描述照片</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Comparing photos</source>
        <translation>正在比较照片</translation>
    </message>
    <message>
        <source>Exact copies</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>Near copies</source>
        <translation>近似副本</translation>
    </message>
    <message>
        <source>Same moment</source>
        <translation>同一时刻</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早的在前</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>最大的在前</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>indexed</source>
        <translation>已索引</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>{0} × {1} pixels ({2} megapixels)</source>
        <translation>{0} × {1} 像素（{2} 百万像素）</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1:02} min</source>
        <translation>{0} 小时 {1:02} 分</translation>
    </message>
    <message>
        <source>waits while the computer runs on its battery</source>
        <translation>电脑使用电池供电时等待</translation>
    </message>
    <message>
        <source>waits while other programs are at work</source>
        <translation>其他程序工作时等待</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>每秒 {0}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>only in the cloud, not on this disk</source>
        <translation>仅在云端，不在此磁盘上</translation>
    </message>
    <message>
        <source>the file changed while it was read</source>
        <translation>读取时文件发生了变化</translation>
    </message>
    <message>
        <source>not a photo format that is known</source>
        <translation>不是已知的照片格式</translation>
    </message>
    <message>
        <source>damaged, or a kind of {0} that is not known</source>
        <translation>已损坏，或是未知类型的 {0}</translation>
    </message>
    <message>
        <source>the file is cut short</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>the file is damaged: it has no pixels</source>
        <translation>文件已损坏：没有像素</translation>
    </message>
    <message>
        <source>the file is damaged ({0})</source>
        <translation>文件已损坏（{0}）</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>too large: {0} megapixels</source>
        <translation>过大：{0} 百万像素</translation>
    </message>
    <message>
        <source>too large: {0} megabytes</source>
        <translation>过大：{0} MB</translation>
    </message>
    <message>
        <source>too large for the memory limit</source>
        <translation>超出内存限制</translation>
    </message>
    <message>
        <source>the decoder crashed</source>
        <translation>解码器崩溃</translation>
    </message>
    <message>
        <source>timed out after {0} s</source>
        <translation>{0} 秒后超时</translation>
    </message>
    <message>
        <source>{0}: there is no such file</source>
        <translation>{0}：没有此文件</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>无法读取（{0}）</translation>
    </message>
    <message>
        <source>no permission to read it</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>the file is gone</source>
        <translation>文件已不存在</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>it is there, but all photos in it are gone</source>
        <translation>文件夹存在，但其中的照片全部消失</translation>
    </message>
    <message>
        <source>{0} of its {1} photos are gone at once</source>
        <translation>{1} 张照片中有 {0} 张同时消失</translation>
    </message>
    <message>
        <source>the library is empty: add a folder first</source>
        <translation>照片库为空：请先添加文件夹</translation>
    </message>
    <message>
        <source>there is no folder {0}</source>
        <translation>没有文件夹 {0}</translation>
    </message>
    <message>
        <source>{0} is in the library already</source>
        <translation>{0} 已在照片库中</translation>
    </message>
    <message>
        <source>{0} lies in {1}, which is in the library</source>
        <translation>{0} 位于已在照片库中的 {1} 内</translation>
    </message>
    <message>
        <source>{0} holds {1}, which is in the library; remove that first</source>
        <translation>{0} 包含已在照片库中的 {1}；请先移除后者</translation>
    </message>
    <message>
        <source>the model {0} does not describe parts of photos; use one that does, such as {1}, on the page Models</source>
        <translation>模型 {0} 不描述照片的各个部分；请在“模型”页面改用可以描述的模型，例如 {1}</translation>
    </message>
    <message>
        <source>chosen in the settings</source>
        <translation>由设置指定</translation>
    </message>
    <message>
        <source>no NVIDIA driver was found</source>
        <translation>未找到 NVIDIA 驱动程序</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Go to another photo</source>
        <translation>移动到其他照片</translation>
    </message>
    <message>
        <source>Select more photos</source>
        <translation>选择更多照片</translation>
    </message>
    <message>
        <source>Select a photo or no longer</source>
        <translation>选择或取消选择照片</translation>
    </message>
    <message>
        <source>Look at the photo</source>
        <translation>查看照片</translation>
    </message>
    <message>
        <source>Copy the selected files</source>
        <translation>复制所选文件</translation>
    </message>
    <message>
        <source>Move the selected files to the trash</source>
        <translation>将所选文件移到回收站</translation>
    </message>
    <message>
        <source>What else can be done with a photo</source>
        <translation>照片的其他操作</translation>
    </message>
    <message>
        <source>Show all photos again</source>
        <translation>重新显示所有照片</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的照片</translation>
    </message>
    <message>
        <source>Right: look for more like it</source>
        <translation>正确：多找像这样的</translation>
    </message>
    <message>
        <source>Wrong: look for others</source>
        <translation>错误：找其他的</translation>
    </message>
    <message>
        <source>Neither right nor wrong</source>
        <translation>既不正确也不错误</translation>
    </message>
    <message>
        <source>Undo the last mark</source>
        <translation>撤销上一次标记</translation>
    </message>
    <message>
        <source>Redo the mark</source>
        <translation>恢复标记</translation>
    </message>
    <message>
        <source>One photo</source>
        <translation>单张照片</translation>
    </message>
    <message>
        <source>The photo before, the next one</source>
        <translation>上一张、下一张照片</translation>
    </message>
    <message>
        <source>The first photo, the last one</source>
        <translation>第一张、最后一张照片</translation>
    </message>
    <message>
        <source>Closer, farther</source>
        <translation>放大、缩小</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Move what is seen</source>
        <translation>移动可见区域</translation>
    </message>
    <message>
        <source>Show what is known about it</source>
        <translation>显示照片信息</translation>
    </message>
    <message>
        <source>Show photos like it</source>
        <translation>显示相似照片</translation>
    </message>
    <message>
        <source>Compare it with the example</source>
        <translation>与示例比较</translation>
    </message>
    <message>
        <source>Outline what was matched, or not</source>
        <translation>框出或不框出匹配的部分</translation>
    </message>
    <message>
        <source>Why it was found</source>
        <translation>为何找到它</translation>
    </message>
    <message>
        <source>Search for photos like it</source>
        <translation>搜索相似照片</translation>
    </message>
    <message>
        <source>Search by a part of it</source>
        <translation>用其中一部分搜索</translation>
    </message>
    <message>
        <source>Move it to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>返回照片</translation>
    </message>
</context>
</TS>
