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
    <name>CandidateRow</name>
    <message>
        <source>Somebody without a name</source>
        <translation>尚未命名的人</translation>
    </message>
    <message>
        <source>Show {0}</source>
        <translation>显示 {0}</translation>
    </message>
    <message>
        <source>Show photos of {0}</source>
        <translation>显示 {0} 的照片</translation>
    </message>
</context>
<context>
    <name>CandidatesPanel</name>
    <message>
        <source>Who it may be</source>
        <translation>可能是谁</translation>
    </message>
    <message>
        <source>Faces like this one</source>
        <translation>与此相似的人脸</translation>
    </message>
    <message>
        <source>Face {0} of {1}</source>
        <translation>第 {0} 张人脸，共 {1} 张</translation>
    </message>
    <message>
        <source>Nobody in your library is close. These look most like it:</source>
        <translation>照片库中没有足够相似的人。最像的是：</translation>
    </message>
    <message>
        <source>Nobody in your library looks like this.</source>
        <translation>照片库中没有与此相似的人。</translation>
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
    <name>CurveChart</name>
    <message>
        <source>Nothing measured yet</source>
        <translation>尚无测量结果</translation>
    </message>
    <message>
        <source>At first {0}, now {1}, after {2} of {3} steps</source>
        <translation>起初 {0}，现在 {1}，已完成 {2}/{3} 步</translation>
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
    <name>FaceBoxes</name>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>Face {0}, without a name</source>
        <translation>人脸 {0}，未命名</translation>
    </message>
</context>
<context>
    <name>FaceDelegate</name>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
</context>
<context>
    <name>FaceDrawBar</name>
    <message>
        <source>Drag a box around the face, from the forehead to the chin. Arrow keys move it, with Shift they make it larger or smaller.</source>
        <translation>拖动方框圈住人脸，从额头到下巴。方向键移动方框，按住 Shift 则改变大小。</translation>
    </message>
    <message>
        <source>This is a face</source>
        <translation>这是人脸</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FaceGrid</name>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
    </message>
</context>
<context>
    <name>FacePopup</name>
    <message>
        <source>Nobody is known to look like it</source>
        <translation>没有与此相似的已知人物</translation>
    </message>
    <message>
        <source>A face without a name</source>
        <translation>未命名的人脸</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>Name of this person</source>
        <translation>此人的姓名</translation>
    </message>
    <message>
        <source>Yes, this is {0}</source>
        <translation>是的，这是 {0}</translation>
    </message>
    <message>
        <source>Photos of {0}</source>
        <translation>{0} 的照片</translation>
    </message>
    <message>
        <source>Photos of this person</source>
        <translation>此人的照片</translation>
    </message>
    <message>
        <source>This is not {0}</source>
        <translation>这不是 {0}</translation>
    </message>
    <message>
        <source>Not the same person</source>
        <translation>不是同一个人</translation>
    </message>
    <message>
        <source>Faces like this one</source>
        <translation>与此相似的人脸</translation>
    </message>
    <message>
        <source>This is not a face</source>
        <translation>这不是人脸</translation>
    </message>
</context>
<context>
    <name>FaceWishCard</name>
    <message>
        <source>Faces like this one</source>
        <translation>与此相似的人脸</translation>
    </message>
    <message>
        <source>Look for faces no more</source>
        <translation>不再查找人脸</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>Looking for faces</source>
        <translation>正在查找人脸</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>正在为人脸分组</translation>
    </message>
</context>
<context>
    <name>FacesModel</name>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Nobody&apos;s yet</source>
        <translation>尚无归属</translation>
    </message>
    <message>
        <source>{0} % certain</source>
        <translation>把握 {0}%</translation>
    </message>
</context>
<context>
    <name>FacesOffer</name>
    <message>
        <source>Find the people in your photos</source>
        <translation>找出照片中的人</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>查找人脸</translation>
    </message>
    <message>
        <source>Faces are looked for in your photos, and those of the same person are put together. You give a name once, and find all photos of somebody.</source>
        <translation>程序在您的照片中查找人脸，并把同一个人的人脸归到一起。您只需命名一次，就能找到某人的所有照片。</translation>
    </message>
    <message>
        <source>Everything stays on this computer. No photo, no face and no name is sent anywhere, and your photo files are not touched.</source>
        <translation>一切都留在这台电脑上。不会发送任何照片、人脸或姓名，您的照片文件也不会被改动。</translation>
    </message>
    <message>
        <source>Each of your {0} is looked at once, which takes about as long as indexing did. It can be paused or cancelled at any time and goes on from there; new photos are looked at as they come.</source>
        <translation>您的 {0} 将逐一查看一遍，所需时间与建立索引大致相同。可随时暂停或取消，之后从中断处继续；新照片到来时会自动查看。</translation>
    </message>
    <message>
        <source>It is off until you switch it on. You can switch it off again, and delete all faces and names at once.</source>
        <translation>此功能默认关闭，由您开启。您可以再次关闭，并一次删除所有人脸和姓名。</translation>
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
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Whoever is on it</source>
        <translation>不限人物</translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation>未知人物</translation>
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
    <name>HistoryModel</name>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Do it again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo it</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>What you said</source>
        <translation>您的决定</translation>
    </message>
    <message>
        <source>Names and all other decisions appear here. Each can be undone.</source>
        <translation>姓名和其他所有决定都显示在这里，每一项都可以撤销。</translation>
    </message>
    <message>
        <source>Decisions about faces, the last first</source>
        <translation>关于人脸的决定，最近的在前</translation>
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
        <source>Choose a folder to learn from</source>
        <translation>选择用于学习的文件夹</translation>
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
    <name>MeasuresTable</name>
    <message>
        <source>Measured on photos it did not learn from</source>
        <translation>在未参与学习的照片上测得</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>95 % sure to lie between</source>
        <translation>95% 置信区间</translation>
    </message>
    <message numerus="yes">
        <source>{0} percentage points, from %n question(s)</source>
        <translation>
            <numerusform>{0} 个百分点，来自 %n 次查询</numerusform>
        </translation>
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
        <source>&amp;Who is this?…</source>
        <translation>这是谁(&amp;W)？…</translation>
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
        <source>P&amp;eople</source>
        <translation>人物(&amp;E)</translation>
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
        <source>&amp;Retrain</source>
        <translation>再训练(&amp;R)</translation>
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
    <name>PeopleBar</name>
    <message>
        <source>{0} with a name</source>
        <translation>{0} 已命名</translation>
    </message>
    <message>
        <source>Look for faces in {0}</source>
        <translation>在 {0} 中查找人脸</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Find a name</source>
        <translation>查找姓名</translation>
    </message>
    <message>
        <source>In {0} or more</source>
        <translation>至少 {0}</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Which people without a name are shown</source>
        <translation>显示哪些未命名的人</translation>
    </message>
    <message>
        <source>Show who is hidden</source>
        <translation>显示已隐藏的人</translation>
    </message>
    <message>
        <source>What you said, to undo</source>
        <translation>您的决定，可撤销</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Faces of nobody</source>
        <translation>无归属的人脸</translation>
    </message>
    <message>
        <source>Group all faces anew</source>
        <translation>重新为所有人脸分组</translation>
    </message>
    <message>
        <source>Look for faces no longer</source>
        <translation>停止查找人脸</translation>
    </message>
    <message>
        <source>Delete all faces, keep the names…</source>
        <translation>删除所有人脸，保留姓名…</translation>
    </message>
    <message>
        <source>Delete all faces and names…</source>
        <translation>删除所有人脸和姓名…</translation>
    </message>
</context>
<context>
    <name>PeopleChoices</name>
    <message>
        <source>Unknown person</source>
        <translation>未知人物</translation>
    </message>
    <message>
        <source>wanted</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>not wanted</source>
        <translation>不需要</translation>
    </message>
</context>
<context>
    <name>PeopleGrid</name>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
</context>
<context>
    <name>PeopleInPhoto</name>
    <message>
        <source>Photos of {0}</source>
        <translation>{0} 的照片</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) without a name</source>
        <translation>
            <numerusform>%n 张未命名的人脸</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Nobody is hidden</source>
        <translation>没有隐藏的人</translation>
    </message>
    <message>
        <source>Who is hidden appears here.</source>
        <translation>已隐藏的人显示在这里。</translation>
    </message>
    <message>
        <source>Nobody like that</source>
        <translation>没有符合条件的人</translation>
    </message>
    <message>
        <source>Choose wider ones above.</source>
        <translation>请在上方放宽条件。</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>正在查找人脸</translation>
    </message>
    <message>
        <source>People appear here as soon as their faces are grouped.</source>
        <translation>人脸分组完成后，人物会显示在这里。</translation>
    </message>
    <message>
        <source>Not all photos were looked at</source>
        <translation>尚未查看所有照片</translation>
    </message>
    <message>
        <source>Faces have still to be looked for in some of your photos.</source>
        <translation>部分照片还没有查找人脸。</translation>
    </message>
    <message>
        <source>Nobody was found</source>
        <translation>没有找到人物</translation>
    </message>
    <message>
        <source>There are no faces in your photos, or none that are clear.</source>
        <translation>照片中没有人脸，或没有清晰的人脸。</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>同一个人</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Are {0} all the same person? The name {1} stays; this can be undone.</source>
        <translation>{0} 都是同一个人吗？将保留姓名 {1}；此操作可以撤销。</translation>
    </message>
    <message>
        <source>Are {0} and {1} the same person? The name {0} stays; this can be undone.</source>
        <translation>{0} 和 {1} 是同一个人吗？将保留姓名 {0}；此操作可以撤销。</translation>
    </message>
    <message>
        <source>Somebody is called {0} already. Are they the same person? If not, give another name, such as one with the family name.</source>
        <translation>已有人叫 {0}。是同一个人吗？如果不是，请换一个姓名，例如加上姓氏。</translation>
    </message>
    <message>
        <source>Delete all faces, and look for them no longer? Names and all else that you said is kept, and holds again as soon as faces are looked for again. Your photos stay as they are.</source>
        <translation>要删除所有人脸并停止查找吗？姓名和您的其他决定会保留，再次查找人脸时重新生效。您的照片保持不变。</translation>
    </message>
    <message>
        <source>Delete all faces, names and all else that you said about people, and look for faces no longer? Your photos stay as they are. This cannot be undone.</source>
        <translation>要删除所有人脸、姓名以及您关于人物的全部决定，并停止查找人脸吗？您的照片保持不变。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>重新显示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Look at the faces</source>
        <translation>查看人脸</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>显示照片</translation>
    </message>
    <message>
        <source>Write the name</source>
        <translation>填写姓名</translation>
    </message>
    <message>
        <source>Merge into one person</source>
        <translation>合并为一个人</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>查找人脸</translation>
    </message>
</context>
<context>
    <name>PeoplePopup</name>
    <message>
        <source>+ photos with this person, - photos without</source>
        <translation>+ 有此人的照片，- 没有此人的照片</translation>
    </message>
    <message>
        <source>Nobody was found yet. The page People tells how far it is.</source>
        <translation>尚未找到任何人。“人物”页面会显示进度。</translation>
    </message>
    <message>
        <source>Type to narrow the list</source>
        <translation>输入文字以缩小列表</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>缩小列表</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>At least one of them</source>
        <translation>其中至少一人</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>所有这些人</translation>
    </message>
    <message>
        <source>Only these, and nobody else</source>
        <translation>只有这些人，没有别人</translation>
    </message>
    <message>
        <source>Who of them has to be on a photo</source>
        <translation>照片上必须有其中哪些人</translation>
    </message>
</context>
<context>
    <name>PersonDecisions</name>
    <message>
        <source>Named {0}.</source>
        <translation>已命名为 {0}。</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>一个人</translation>
    </message>
    <message>
        <source>Merged into {0}.</source>
        <translation>已合并到 {0}。</translation>
    </message>
    <message>
        <source>{0} hidden.</source>
        <translation>已隐藏 {0}。</translation>
    </message>
    <message>
        <source>{0} shown again.</source>
        <translation>已重新显示 {0}。</translation>
    </message>
    <message>
        <source>{0} taken out as another person.</source>
        <translation>已将 {0} 分出为另一个人。</translation>
    </message>
    <message>
        <source>{0} removed: not a face.</source>
        <translation>已移除 {0}：不是人脸。</translation>
    </message>
    <message>
        <source>{0} confirmed.</source>
        <translation>已确认 {0}。</translation>
    </message>
    <message>
        <source>{0} taken out.</source>
        <translation>已移出 {0}。</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}：{1}。</translation>
    </message>
    <message>
        <source>Undone: {0}.</source>
        <translation>已撤销：{0}。</translation>
    </message>
    <message>
        <source>Done again: {0}.</source>
        <translation>已重做：{0}。</translation>
    </message>
</context>
<context>
    <name>PersonDelegate</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name of this person</source>
        <translation>此人的姓名</translation>
    </message>
</context>
<context>
    <name>PersonPane</name>
    <message>
        <source>Faces of nobody</source>
        <translation>无归属的人脸</translation>
    </message>
    <message>
        <source>Alone, or too small or blurred to tell whose they are</source>
        <translation>单独出现，或太小、太模糊而无法判断是谁</translation>
    </message>
    <message>
        <source>Show again (H)</source>
        <translation>重新显示（H）</translation>
    </message>
    <message>
        <source>Hide (H)</source>
        <translation>隐藏（H）</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>所有人物</translation>
    </message>
    <message>
        <source>Write the name</source>
        <translation>填写姓名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name of this person</source>
        <translation>此人的姓名</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>显示照片</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <translation>最没把握的在前</translation>
    </message>
    <message>
        <source>Order of faces</source>
        <translation>人脸的排序</translation>
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
        <source>No face of this library is more like this one than faces of strangers are.</source>
        <translation>照片库中没有哪张人脸比陌生人的更像这一张。</translation>
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
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>Find out who is on a picture</source>
        <translation>查明图片上是谁</translation>
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
    <name>RetrainForm</name>
    <message>
        <source>Another retraining is at work.</source>
        <translation>另一个再训练正在进行。</translation>
    </message>
    <message>
        <source>A new one can begin when it is done.</source>
        <translation>完成后才能开始新的。</translation>
    </message>
    <message>
        <source>Measuring how long it would take…</source>
        <translation>正在测算所需时间…</translation>
    </message>
    <message>
        <source>This cannot be estimated.</source>
        <translation>无法估计。</translation>
    </message>
    <message>
        <source>About {0} for {1}</source>
        <translation>约 {0}，共 {1}</translation>
    </message>
    <message>
        <source>Retrain on your photos</source>
        <translation>用您的照片再训练</translation>
    </message>
    <message>
        <source>A model that has seen your photos can tell them apart better. It learns from one folder without any labels and without forgetting what it knows; then you see, on photos that it did not learn from, whether it got better, and decide. Photos are only read, and nothing leaves this computer.</source>
        <translation>见过您照片的模型能更好地区分它们。它从一个文件夹中学习，不需要任何标签，也不会忘记已会的内容；之后您可以在它未学习过的照片上看到它是否变好，再做决定。照片只会被读取，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Effort</source>
        <translation>力度(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Code</source>
        <translation>编码(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Letters, digits, - _ and . only, and a name that is still free</source>
        <translation>只能使用字母、数字、- _ 和 .，且名称未被占用</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>a first look, with up to 2,000 of the photos</source>
        <translation>先看看效果，最多用 2,000 张照片</translation>
    </message>
    <message>
        <source>what suits most folders; up to 6,000 photos</source>
        <translation>适合大多数文件夹，最多 6,000 张照片</translation>
    </message>
    <message>
        <source>for the last bit; up to 20,000 photos</source>
        <translation>力求最好，最多 20,000 张照片</translation>
    </message>
    <message>
        <source>256 bits: the most exact</source>
        <translation>256 比特：最精确</translation>
    </message>
    <message>
        <source>128 bits: half as large</source>
        <translation>128 比特：大小减半</translation>
    </message>
    <message>
        <source>64 bits: a quarter as large, less exact</source>
        <translation>64 比特：大小为四分之一，精度较低</translation>
    </message>
    <message>
        <source>Folder to learn from</source>
        <translation>用于学习的文件夹</translation>
    </message>
    <message>
        <source>Length of the code of a photo</source>
        <translation>照片编码的长度</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>新模型的名称</translation>
    </message>
</context>
<context>
    <name>RetrainPage</name>
    <message>
        <source>The model {0} to start from is missing</source>
        <translation>缺少作为起点的模型 {0}</translation>
    </message>
    <message>
        <source>Retrainings</source>
        <translation>再训练列表</translation>
    </message>
</context>
<context>
    <name>RetrainProgress</name>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>This retraining failed.</source>
        <translation>此次再训练失败。</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Starting the trainer…</source>
        <translation>正在启动训练程序…</translation>
    </message>
    <message>
        <source>{0} effort</source>
        <translation>力度：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n 比特</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n 个文件无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>Throw this retraining away? What it has learned so far is lost; to only take a break, pause it.</source>
        <translation>要放弃这次再训练吗？目前学到的内容将会丢失；若只想休息一下，请暂停。</translation>
    </message>
    <message>
        <source>Delete this retraining and what it has learned so far?</source>
        <translation>要删除这次再训练及其目前学到的内容吗？</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>You may close the window or go on searching: a retraining goes on where it was when the program is opened again.</source>
        <translation>您可以关闭窗口或继续搜索：再次打开程序时，再训练会从中断处继续。</translation>
    </message>
    <message>
        <source>How far the retraining is</source>
        <translation>再训练的进度</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RetrainReport</name>
    <message>
        <source>Go back to {0}</source>
        <translation>换回 {0}</translation>
    </message>
    <message>
        <source>Your photos are described by the other model; until that is done, the search goes on with the one so far.</source>
        <translation>正在用另一个模型描述您的照片；完成之前，搜索仍使用当前的模型。</translation>
    </message>
    <message>
        <source>The new model is in use. You can go back at any time.</source>
        <translation>新模型正在使用。您可以随时换回。</translation>
    </message>
    <message>
        <source>The old model stays. This report stays here, too, should you change your mind.</source>
        <translation>继续使用旧模型。报告也保留在这里，以便您改变主意。</translation>
    </message>
    <message>
        <source>To use it, your photos are described anew beside what there is; nothing is lost, and you can go back at any time.</source>
        <translation>使用它时，会在现有描述之外重新描述您的照片；不会丢失任何内容，您可以随时换回。</translation>
    </message>
    <message>
        <source>Delete this report and the files of the retraining? A model that was put to use stays on the page Models.</source>
        <translation>要删除这份报告和再训练的文件吗？已启用的模型仍保留在“模型”页面。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Use the new model</source>
        <translation>使用新模型</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>保留旧模型</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>What each model finds for an edited photo, nearest first. A green frame marks the photo itself.</source>
        <translation>两个模型对一张修改过的照片分别找到什么，最相似的在前。绿框标出照片本身。</translation>
    </message>
    <message>
        <source>Advice: use the new model</source>
        <translation>建议：使用新模型</translation>
    </message>
    <message>
        <source>Advice: keep the old model</source>
        <translation>建议：保留旧模型</translation>
    </message>
    <message>
        <source>learned from {0}</source>
        <translation>学习了 {0}</translation>
    </message>
    <message>
        <source>measured on {0} others</source>
        <translation>用另外 {0} 张测量</translation>
    </message>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n 比特</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} effort</source>
        <translation>力度：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n 个文件无法读取</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Retraining</name>
    <message>
        <source>Retraining on {0}</source>
        <translation>用 {0} 再训练</translation>
    </message>
</context>
<context>
    <name>RetrainingsModel</name>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>being stopped</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>New retraining</source>
        <translation>新的再训练</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>Looked for by an edited view: {0}</source>
        <translation>用修改后的画面查找：{0}</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>{0}: found first</source>
        <translation>{0}：排在第一</translation>
    </message>
    <message>
        <source>{0}: found as number {1}</source>
        <translation>{0}：排在第 {1} 位</translation>
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
        <source>unknown person</source>
        <translation>未知人物</translation>
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
    <name>SelectionBar</name>
    <message>
        <source>It is {0} (C)</source>
        <translation>是 {0}（C）</translation>
    </message>
    <message>
        <source>Not {0} (Del)</source>
        <translation>不是 {0}（Del）</translation>
    </message>
    <message>
        <source>It is this person (C)</source>
        <translation>是此人（C）</translation>
    </message>
    <message>
        <source>Not this person (Del)</source>
        <translation>不是此人（Del）</translation>
    </message>
    <message>
        <source>Another person (T)</source>
        <translation>另一个人（T）</translation>
    </message>
    <message>
        <source>Take them out: they are all of one new person</source>
        <translation>移出：它们都属于一个新的人</translation>
    </message>
    <message>
        <source>Not a face (X)</source>
        <translation>不是人脸（X）</translation>
    </message>
    <message>
        <source>Never show these as faces again</source>
        <translation>不再把这些当作人脸显示</translation>
    </message>
    <message>
        <source>Whose they are</source>
        <translation>它们是谁的</translation>
    </message>
    <message>
        <source>Name of the person whose faces these are</source>
        <translation>这些人脸所属的人的姓名</translation>
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
        <source>People</source>
        <translation>人物</translation>
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
        <source>Retrain</source>
        <translation>再训练</translation>
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
    <name>SuggestionCard</name>
    <message>
        <source>Is this {0}?</source>
        <translation>这是 {0} 吗？</translation>
    </message>
    <message>
        <source>Is this the same person?</source>
        <translation>这是同一个人吗？</translation>
    </message>
    <message>
        <source>{0} % certain</source>
        <translation>把握 {0}%</translation>
    </message>
    <message numerus="yes">
        <source>%n more question(s)</source>
        <translation>
            <numerusform>还有 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>The same person: all of these faces</source>
        <translation>同一个人：所有这些人脸</translation>
    </message>
    <message>
        <source>Somebody else; this is not asked again</source>
        <translation>是别人；不会再问</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>以后再定</translation>
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
        <source>Show faces</source>
        <translation>显示人脸</translation>
    </message>
    <message>
        <source>Draw a face that was missed</source>
        <translation>框出遗漏的人脸</translation>
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
    <name>ViewerFaces</name>
    <message>
        <source>Faces are not looked for. The page People switches that on.</source>
        <translation>没有查找人脸。可在“人物”页面开启。</translation>
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
    <name>WhoIsDialog</name>
    <message>
        <source>Looking for faces…</source>
        <translation>正在查找人脸…</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>其中没有图片。</translation>
    </message>
    <message>
        <source>Who is on {0}?</source>
        <translation>{0} 上是谁？</translation>
    </message>
    <message>
        <source>No face was found on this picture.</source>
        <translation>这张图片上没有找到人脸。</translation>
    </message>
    <message>
        <source>{0}?</source>
        <translation>{0}？</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Drop a picture here, or open or paste one. The people of your library who look like those on it are shown. It is not added to the library.</source>
        <translation>将图片拖到这里，或打开、粘贴一张。程序会显示照片库中与图片上的人相似的人物。图片不会加入照片库。</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <source>Hardly any two strangers are that much alike</source>
        <translation>几乎没有两个陌生人会如此相似</translation>
    </message>
    <message>
        <source>Many strangers are that much alike</source>
        <translation>许多陌生人也有这么相似</translation>
    </message>
    <message>
        <source>Of {0} pairs of strangers, one is as much alike</source>
        <translation>每 {0} 对陌生人中有一对同样相似</translation>
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
    <message>
        <source>Confirmed by you</source>
        <translation>由您确认</translation>
    </message>
    <message>
        <source>Recognised, almost certainly</source>
        <translation>已识别，几乎可以肯定</translation>
    </message>
    <message>
        <source>Recognised, probably</source>
        <translation>已识别，很可能</translation>
    </message>
    <message>
        <source>A guess</source>
        <translation>猜测</translation>
    </message>
    <message>
        <source>Only a resemblance</source>
        <translation>只是相像</translation>
    </message>
    <message>
        <source>Almost certainly</source>
        <translation>几乎可以肯定</translation>
    </message>
    <message>
        <source>Probably</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source> or </source>
        <translation>或</translation>
    </message>
    <message>
        <source> and </source>
        <translation>和</translation>
    </message>
    <message>
        <source>only {0}</source>
        <translation>只有 {0}</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>没有 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n 张人脸</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 个人</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
</context>
<context>
    <name>decisions</name>
    <message>
        <source>Name taken away: {0}</source>
        <translation>已去掉姓名：{0}</translation>
    </message>
    <message>
        <source>Named {0}</source>
        <translation>命名为 {0}</translation>
    </message>
    <message>
        <source>Renamed {0} to {1}</source>
        <translation>将 {0} 改名为 {1}</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Confirmed as {0}</source>
        <translation>确认为 {0}</translation>
    </message>
    <message>
        <source>Not the same person</source>
        <translation>不是同一个人</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>不是人脸</translation>
    </message>
    <message>
        <source>Not {0}</source>
        <translation>不是 {0}</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Merged into {0}</source>
        <translation>合并到 {0}</translation>
    </message>
    <message>
        <source>Merged {0} into {1}</source>
        <translation>将 {0} 合并到 {1}</translation>
    </message>
    <message>
        <source>Taken out as another person</source>
        <translation>分出为另一个人</translation>
    </message>
    <message>
        <source>Taken out of {0}</source>
        <translation>从 {0} 中移出</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>Hidden: {0}</source>
        <translation>已隐藏：{0}</translation>
    </message>
    <message>
        <source>Shown again</source>
        <translation>已重新显示</translation>
    </message>
    <message>
        <source>Shown again: {0}</source>
        <translation>已重新显示：{0}</translation>
    </message>
    <message>
        <source>Face drawn by hand</source>
        <translation>手动框出的人脸</translation>
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
        <source>This name is taken.</source>
        <translation>此姓名已被使用。</translation>
    </message>
    <message>
        <source>Merge the two if they are one person.</source>
        <translation>如果是同一个人，请将两者合并。</translation>
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
        <source>The retraining cannot go on.</source>
        <translation>再训练无法继续。</translation>
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
        <source>Looking for faces</source>
        <translation>正在查找人脸</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>正在为人脸分组</translation>
    </message>
    <message>
        <source>Writing names</source>
        <translation>正在写入姓名</translation>
    </message>
    <message>
        <source>Reading your photos</source>
        <translation>正在读取您的照片</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>正在学习</translation>
    </message>
    <message>
        <source>Comparing old and new</source>
        <translation>正在比较新旧模型</translation>
    </message>
    <message>
        <source>Writing the new model</source>
        <translation>正在写入新模型</translation>
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
        <source>faces are not looked for; the page People switches that on</source>
        <translation>没有查找人脸；可在“人物”页面开启</translation>
    </message>
    <message>
        <source>no models for faces are installed</source>
        <translation>没有安装人脸模型</translation>
    </message>
    <message>
        <source>a model that looked for the faces of this library is missing: add its file again, or use another model</source>
        <translation>缺少曾为此照片库查找人脸的模型：请重新添加其文件，或使用其他模型</translation>
    </message>
    <message>
        <source>{0} is for faces, which are switched off</source>
        <translation>{0} 用于人脸，而人脸功能已关闭</translation>
    </message>
    <message>
        <source>no face was found in the picture</source>
        <translation>图片中没有找到人脸</translation>
    </message>
    <message>
        <source>no face was found in that part of the picture</source>
        <translation>图片的这一部分没有找到人脸</translation>
    </message>
    <message>
        <source>this face is not in the library any more</source>
        <translation>此人脸已不在照片库中</translation>
    </message>
    <message>
        <source>this person is not in the library any more</source>
        <translation>此人已不在照片库中</translation>
    </message>
    <message>
        <source>somebody else is called {0} already</source>
        <translation>已有别人叫 {0}</translation>
    </message>
    <message>
        <source>a person&apos;s name must not be empty</source>
        <translation>人物姓名不能为空</translation>
    </message>
    <message>
        <source>{0} is the number of a person, and cannot be a name</source>
        <translation>{0} 是人物的编号，不能用作姓名</translation>
    </message>
    <message>
        <source>{0}: a bracket is not closed; &apos;[[]&apos; is the bracket itself</source>
        <translation>{0}：方括号没有闭合；“[[]”表示方括号本身</translation>
    </message>
    <message>
        <source>{0}: nothing can match it</source>
        <translation>{0}：没有任何内容能与之匹配</translation>
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
    <name>retraining</name>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>深入</translation>
    </message>
    <message>
        <source>Edited photos found first</source>
        <translation>修改后的照片排在第一的比例</translation>
    </message>
    <message>
        <source>Loss: all that is to become less</source>
        <translation>损失：越小越好</translation>
    </message>
    <message>
        <source>Telling photos apart</source>
        <translation>区分照片</translation>
    </message>
    <message>
        <source>Distance from the old model</source>
        <translation>与旧模型的距离</translation>
    </message>
    <message>
        <source>Generator against critic</source>
        <translation>生成器与判别器</translation>
    </message>
    <message>
        <source>Corrector</source>
        <translation>校正器</translation>
    </message>
    <message>
        <source>An edited photo finds the photo first</source>
        <translation>修改后的照片首先找到原照片</translation>
    </message>
    <message>
        <source>Edited photos, all places counted</source>
        <translation>修改后的照片，计入所有名次</translation>
    </message>
    <message>
        <source>Photos of one burst find each other</source>
        <translation>同一组连拍互相找到</translation>
    </message>
    <message>
        <source>A light edit finds the photo first</source>
        <translation>轻微修改首先找到原照片</translation>
    </message>
    <message>
        <source>Neighbours that stay as they were</source>
        <translation>保持不变的相邻照片</translation>
    </message>
    <message>
        <source>Photos that it did not learn from are cropped, turned, recoloured or recompressed. How many of them find the photo they were made of as the very first one?</source>
        <translation>将未参与学习的照片裁剪、旋转、改色或重新压缩。其中有多少首先找到了原来的照片？</translation>
    </message>
    <message>
        <source>The same edited photos: the mean average precision, which also counts a photo that comes second or third.</source>
        <translation>同样的修改照片：平均精度均值（mAP），排在第二、第三的也计入。</translation>
    </message>
    <message>
        <source>Photos taken within a few seconds: how many have another one of their burst among the first ten?</source>
        <translation>几秒内拍摄的照片：有多少在前十张中有同组连拍的另一张？</translation>
    </message>
    <message>
        <source>Exact copies and light edits, which have to be found in any case.</source>
        <translation>完全相同的副本和轻微修改，无论如何都必须找到。</translation>
    </message>
    <message>
        <source>How many of the ten nearest photos are the same as with the old model? Less does not mean worse, but very little would mean that much was unlearned.</source>
        <translation>最相似的十张照片中有多少与旧模型相同？少一些不代表更差，但太少则说明忘记了很多。</translation>
    </message>
    <message>
        <source>a third of it</source>
        <translation>其中三分之一</translation>
    </message>
    <message>
        <source>turned by 15 degrees</source>
        <translation>旋转 15 度</translation>
    </message>
    <message>
        <source>half of it, mirrored</source>
        <translation>其中一半，镜像</translation>
    </message>
    <message>
        <source>in other colours</source>
        <translation>改变颜色</translation>
    </message>
    <message>
        <source>cropped, turned and recoloured</source>
        <translation>裁剪、旋转并改色</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}%</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>on the processor, because PyTorch was installed without support for NVIDIA graphics cards</source>
        <translation>在处理器上运行，因为安装的 PyTorch 不支持 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>on the processor, because no NVIDIA graphics card was found</source>
        <translation>在处理器上运行，因为没有找到 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>on the graphics card {0}</source>
        <translation>在显卡 {0} 上运行</translation>
    </message>
    <message>
        <source>to retrain, the program needs the package {0}; install it with: {1}</source>
        <translation>再训练需要软件包 {0}；安装命令：{1}</translation>
    </message>
    <message>
        <source>the trainer is not installed; install it with: {0}</source>
        <translation>未安装训练程序；安装命令：{0}</translation>
    </message>
    <message>
        <source>this copy of the program cannot train; install it with pip instead: {0}</source>
        <translation>此版本的程序不能训练；请改用 pip 安装：{0}</translation>
    </message>
    <message>
        <source>{0} usable photos are too few, at least {2} are needed: choose another folder than {1}</source>
        <translation>{0} 张可用照片太少，至少需要 {2} 张：请选择 {1} 以外的文件夹</translation>
    </message>
    <message>
        <source>nearly all photos in {0} were taken at one moment or are copies: choose a folder with more different photos</source>
        <translation>{0} 中几乎所有照片都是同一时刻拍摄的或是副本：请选择照片更多样的文件夹</translation>
    </message>
    <message>
        <source>the program has changed since this retraining began: delete it and begin a new one</source>
        <translation>此次再训练开始后程序已更改：请删除它并重新开始</translation>
    </message>
    <message>
        <source>the trainer ended unexpectedly: {0}</source>
        <translation>训练程序意外结束：{0}</translation>
    </message>
    <message>
        <source>the new model finds {0} more of 100 edited photos first, beyond what chance explains, and loses nothing elsewhere</source>
        <translation>每 100 张修改后的照片，新模型多找对 {0} 张，超出偶然范围，其他方面也没有变差</translation>
    </message>
    <message>
        <source>the new model finds edited photos no better than chance explains ({0} of 100)</source>
        <translation>新模型查找修改后的照片并不比偶然更好（每 100 张 {0}）</translation>
    </message>
    <message>
        <source>the new model finds copies and photos of one burst worse</source>
        <translation>新模型查找副本和同组连拍变差了</translation>
    </message>
    <message>
        <source>the new model finds copies worse</source>
        <translation>新模型查找副本变差了</translation>
    </message>
    <message>
        <source>the new model finds photos of one burst worse</source>
        <translation>新模型查找同组连拍变差了</translation>
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
        <source>Show faces, or not</source>
        <translation>显示或不显示人脸</translation>
    </message>
    <message>
        <source>Go to the next face</source>
        <translation>转到下一张人脸</translation>
    </message>
    <message>
        <source>Name a face</source>
        <translation>为人脸命名</translation>
    </message>
    <message>
        <source>Draw a face that was missed</source>
        <translation>框出遗漏的人脸</translation>
    </message>
    <message>
        <source>Move it to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>返回照片</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Yes, the same person</source>
        <translation>是，同一个人</translation>
    </message>
    <message>
        <source>No, somebody else</source>
        <translation>不是，是别人</translation>
    </message>
    <message>
        <source>Skip the question</source>
        <translation>跳过此问题</translation>
    </message>
    <message>
        <source>Write a name</source>
        <translation>填写姓名</translation>
    </message>
    <message>
        <source>Merge the selected people</source>
        <translation>合并所选的人</translation>
    </message>
    <message>
        <source>Hide a person, or show again</source>
        <translation>隐藏或重新显示某人</translation>
    </message>
    <message>
        <source>Confirm the selected faces</source>
        <translation>确认所选人脸</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>不是此人</translation>
    </message>
    <message>
        <source>Take faces out as another person</source>
        <translation>将人脸分出为另一个人</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>不是人脸</translation>
    </message>
    <message>
        <source>Undo the last decision</source>
        <translation>撤销上一个决定</translation>
    </message>
    <message>
        <source>Decide it again</source>
        <translation>重做该决定</translation>
    </message>
    <message>
        <source>Find a name</source>
        <translation>查找姓名</translation>
    </message>
    <message>
        <source>Back to all people</source>
        <translation>返回所有人物</translation>
    </message>
</context>
</TS>
