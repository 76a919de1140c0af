<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Photo Search</source>
        <translation>Über Photo Search</translation>
    </message>
    <message>
        <source>Network connections: none. Your photos are only read, and nothing about them leaves this computer.</source>
        <translation>Netzwerkverbindungen: keine. Ihre Fotos werden nur gelesen, und nichts über sie verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>Besteht aus</translation>
    </message>
    <message>
        <source>Photo Search</source>
        <translation>Photo Search</translation>
    </message>
    <message>
        <source>Finds photos that look like a photo.</source>
        <translation>Findet Fotos, die einem Foto ähnlich sehen.</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>Bestandteile und ihre Lizenzen</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Bestandteil</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Show in the file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Nothing is going on.</source>
        <translation>Zurzeit läuft nichts.</translation>
    </message>
    <message>
        <source>Clear what is over</source>
        <translation>Erledigtes entfernen</translation>
    </message>
    <message>
        <source>Files that were left out</source>
        <translation>Ausgelassene Dateien</translation>
    </message>
    <message>
        <source>None: every file found could be read.</source>
        <translation>Keine: Jede gefundene Datei war lesbar.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>CandidateCard</name>
    <message>
        <source>Keep this one ({0})</source>
        <translation>Dieses behalten ({0})</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>Somebody without a name</source>
        <translation>Jemand ohne Namen</translation>
    </message>
    <message>
        <source>Show {0}</source>
        <translation>{0} zeigen</translation>
    </message>
    <message>
        <source>Show photos of {0}</source>
        <translation>Fotos von {0} zeigen</translation>
    </message>
</context>
<context>
    <name>CandidatesPanel</name>
    <message>
        <source>Who it may be</source>
        <translation>Wer es sein könnte</translation>
    </message>
    <message>
        <source>Faces like this one</source>
        <translation>Gesichter wie dieses</translation>
    </message>
    <message>
        <source>Face {0} of {1}</source>
        <translation>Gesicht {0} von {1}</translation>
    </message>
    <message>
        <source>Nobody in your library is close. These look most like it:</source>
        <translation>Niemand in Ihrer Bibliothek kommt nahe heran. Am ähnlichsten sehen aus:</translation>
    </message>
    <message>
        <source>Nobody in your library looks like this.</source>
        <translation>Niemand in Ihrer Bibliothek sieht so aus.</translation>
    </message>
</context>
<context>
    <name>ChoicePopup</name>
    <message>
        <source>Type to narrow the list</source>
        <translation>Tippen, um die Liste einzugrenzen</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>Liste eingrenzen</translation>
    </message>
</context>
<context>
    <name>ChoicesModel</name>
    <message>
        <source>{0}, {1} photos</source>
        <translation>{0}, {1} Fotos</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>Das Programm hat einen Fehler gemacht</translation>
    </message>
    <message>
        <source>Your photos and your library are safe. You may go on, but should start the program anew before long. If you report this, please add the text below; it may name folders and files.</source>
        <translation>Ihre Fotos und Ihre Bibliothek sind unversehrt. Sie können weiterarbeiten, sollten das Programm aber bald neu starten. Wenn Sie den Fehler melden, fügen Sie bitte den folgenden Text bei; er kann Ordner und Dateien nennen.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>At first {0}, now {1}, after {2} of {3} steps</source>
        <translation>Anfangs {0}, jetzt {1}, nach {2} von {3} Schritten</translation>
    </message>
</context>
<context>
    <name>DatesPopup</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
</context>
<context>
    <name>DistanceSlider</name>
    <message numerus="yes">
        <source>%n photo(s) up to here</source>
        <translation>
            <numerusform>%n Foto bis hier</numerusform>
            <numerusform>%n Fotos bis hier</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows less alike photos, too</source>
        <translation>Zeigt auch weniger ähnliche Fotos</translation>
    </message>
    <message numerus="yes">
        <source>Up to %n differing bit(s)</source>
        <translation>
            <numerusform>Bis zu %n abweichendes Bit</numerusform>
            <numerusform>Bis zu %n abweichende Bits</numerusform>
        </translation>
    </message>
    <message>
        <source>Hardly any of them by chance</source>
        <translation>Kaum eines davon zufällig</translation>
    </message>
    <message numerus="yes">
        <source>About %n of them by chance</source>
        <translation>
            <numerusform>Etwa %n davon zufällig</numerusform>
            <numerusform>Etwa %n davon zufällig</numerusform>
        </translation>
    </message>
    <message>
        <source>alike</source>
        <translation>ähnlich</translation>
    </message>
    <message>
        <source>unlike</source>
        <translation>unähnlich</translation>
    </message>
    <message>
        <source>How unlike photos may be</source>
        <translation>Wie unähnlich Fotos sein dürfen</translation>
    </message>
    <message>
        <source>Left is more alike. The key A goes to the automatic cut.</source>
        <translation>Links ist ähnlicher. Die Taste A springt zur automatischen Grenze.</translation>
    </message>
</context>
<context>
    <name>DuplicatesModel</name>
    <message>
        <source>{0}, {1} to spare</source>
        <translation>{0}, {1} entbehrlich</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Looking for duplicates</source>
        <translation>Suche nach Duplikaten</translation>
    </message>
    <message>
        <source>All of them stay, and are not shown again.</source>
        <translation>Alle bleiben und werden nicht wieder gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash and keep {0}?</source>
        <translation>
            <numerusform>%n Datei in den Papierkorb verschieben und {0} behalten?</numerusform>
            <numerusform>%n Dateien in den Papierkorb verschieben und {0} behalten?</numerusform>
        </translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} and others</source>
        <translation>{0} und andere</translation>
    </message>
    <message numerus="yes">
        <source>Moved %n file(s) to the trash; restore from there what you want back: {0}</source>
        <translation>
            <numerusform>%n Datei in den Papierkorb verschoben; von dort können Sie zurückholen, was Sie wiederhaben möchten: {0}</numerusform>
            <numerusform>%n Dateien in den Papierkorb verschoben; von dort können Sie zurückholen, was Sie wiederhaben möchten: {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Keep all of them</source>
        <translation>Alle behalten</translation>
    </message>
    <message>
        <source>Never show this group again (K)</source>
        <translation>Diese Gruppe nie wieder zeigen (K)</translation>
    </message>
    <message>
        <source>Move the others to the trash</source>
        <translation>Die anderen in den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>There are no groups of this kind.</source>
        <translation>Es gibt keine Gruppen dieser Art.</translation>
    </message>
    <message>
        <source>Groups of duplicates</source>
        <translation>Gruppen von Duplikaten</translation>
    </message>
    <message>
        <source>Kinds of duplicates</source>
        <translation>Arten von Duplikaten</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Nach Duplikaten suchen</translation>
    </message>
    <message>
        <source>Groups appear here as they are found.</source>
        <translation>Gruppen erscheinen hier, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>No duplicates to show</source>
        <translation>Keine Duplikate zu zeigen</translation>
    </message>
    <message>
        <source>Look for photos that lie in several places, for smaller or edited copies, and for shots of the same moment. Nothing is moved without asking, and one of each group always stays.</source>
        <translation>Sucht nach Fotos, die an mehreren Orten liegen, nach verkleinerten oder bearbeiteten Kopien und nach Aufnahmen desselben Augenblicks. Nichts wird ungefragt verschoben, und von jeder Gruppe bleibt immer ein Foto.</translation>
    </message>
</context>
<context>
    <name>ExampleCard</name>
    <message>
        <source>like this</source>
        <translation>wie dieses</translation>
    </message>
    <message>
        <source>unlike</source>
        <translation>anders als dieses</translation>
    </message>
    <message>
        <source>Avoid photos like this one</source>
        <translation>Fotos wie dieses meiden</translation>
    </message>
    <message>
        <source>Find photos like this one</source>
        <translation>Fotos wie dieses finden</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Choose another part…</source>
        <translation>Einen anderen Teil wählen …</translation>
    </message>
    <message>
        <source>Search by the whole picture</source>
        <translation>Mit dem ganzen Bild suchen</translation>
    </message>
    <message>
        <source>Only a part of it counts</source>
        <translation>Nur ein Teil davon zählt</translation>
    </message>
    <message>
        <source>Choose a part of it…</source>
        <translation>Einen Teil davon wählen …</translation>
    </message>
</context>
<context>
    <name>FaceBoxes</name>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Face {0}, without a name</source>
        <translation>Gesicht {0}, ohne Namen</translation>
    </message>
</context>
<context>
    <name>FaceDelegate</name>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>FaceDrawBar</name>
    <message>
        <source>Drag a box around the face, from the forehead to the chin. Arrow keys move it, with Shift they make it larger or smaller.</source>
        <translation>Ziehen Sie einen Rahmen um das Gesicht, von der Stirn bis zum Kinn. Pfeiltasten verschieben ihn, mit der Umschalttaste machen sie ihn größer oder kleiner.</translation>
    </message>
    <message>
        <source>This is a face</source>
        <translation>Das ist ein Gesicht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>FaceGrid</name>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
</context>
<context>
    <name>FacePopup</name>
    <message>
        <source>Nobody is known to look like it</source>
        <translation>Niemand Bekanntes sieht so aus</translation>
    </message>
    <message>
        <source>A face without a name</source>
        <translation>Ein Gesicht ohne Namen</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Name of this person</source>
        <translation>Name dieser Person</translation>
    </message>
    <message>
        <source>Yes, this is {0}</source>
        <translation>Ja, das ist {0}</translation>
    </message>
    <message>
        <source>Photos of {0}</source>
        <translation>Fotos von {0}</translation>
    </message>
    <message>
        <source>Photos of this person</source>
        <translation>Fotos dieser Person</translation>
    </message>
    <message>
        <source>This is not {0}</source>
        <translation>Das ist nicht {0}</translation>
    </message>
    <message>
        <source>Not the same person</source>
        <translation>Nicht dieselbe Person</translation>
    </message>
    <message>
        <source>Faces like this one</source>
        <translation>Gesichter wie dieses</translation>
    </message>
    <message>
        <source>This is not a face</source>
        <translation>Das ist kein Gesicht</translation>
    </message>
</context>
<context>
    <name>FaceWishCard</name>
    <message>
        <source>Faces like this one</source>
        <translation>Gesichter wie dieses</translation>
    </message>
    <message>
        <source>Look for faces no more</source>
        <translation>Keine Gesichter mehr suchen</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>Looking for faces</source>
        <translation>Suche nach Gesichtern</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>Gesichter werden gruppiert</translation>
    </message>
</context>
<context>
    <name>FacesModel</name>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Nobody&apos;s yet</source>
        <translation>Noch niemandes</translation>
    </message>
    <message>
        <source>{0} % certain</source>
        <translation>zu {0} % sicher</translation>
    </message>
</context>
<context>
    <name>FacesOffer</name>
    <message>
        <source>Find the people in your photos</source>
        <translation>Finden Sie die Menschen auf Ihren Fotos</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>Gesichter suchen</translation>
    </message>
    <message>
        <source>Faces are looked for in your photos, and those of the same person are put together. You give a name once, and find all photos of somebody.</source>
        <translation>In Ihren Fotos werden Gesichter gesucht und die derselben Person zusammengestellt. Sie geben einmal einen Namen und finden alle Fotos von jemandem.</translation>
    </message>
    <message>
        <source>Everything stays on this computer. No photo, no face and no name is sent anywhere, and your photo files are not touched.</source>
        <translation>Alles bleibt auf diesem Computer. Kein Foto, kein Gesicht und kein Name wird irgendwohin gesendet, und Ihre Fotodateien werden nicht angerührt.</translation>
    </message>
    <message>
        <source>Each of your {0} is looked at once, which takes about as long as indexing did. It can be paused or cancelled at any time and goes on from there; new photos are looked at as they come.</source>
        <translation>Alle {0} werden einmal durchgesehen, was etwa so lange dauert wie das Indizieren. Das lässt sich jederzeit anhalten oder abbrechen und geht von dort weiter; neue Fotos werden durchgesehen, sobald sie kommen.</translation>
    </message>
    <message>
        <source>It is off until you switch it on. You can switch it off again, and delete all faces and names at once.</source>
        <translation>Es ist aus, bis Sie es einschalten. Sie können es wieder ausschalten und alle Gesichter und Namen auf einmal löschen.</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Jedes Datum</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Jeder Ordner</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Any camera</source>
        <translation>Jede Kamera</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>With or without a position</source>
        <translation>Mit oder ohne Position</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Whoever is on it</source>
        <translation>Wer auch immer darauf ist</translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation>unbekannte Person</translation>
    </message>
    <message>
        <source>From {0}</source>
        <translation>Ab {0}</translation>
    </message>
    <message>
        <source>Until {0}</source>
        <translation>Bis {0}</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>With position</source>
        <translation>Mit Position</translation>
    </message>
    <message>
        <source>Without position</source>
        <translation>Ohne Position</translation>
    </message>
</context>
<context>
    <name>FolderCard</name>
    <message>
        <source>Remove this folder from the library? Its photos stay where they are on the disk; what you decided about them is remembered.</source>
        <translation>Diesen Ordner aus der Bibliothek entfernen? Seine Fotos bleiben auf der Festplatte, wo sie sind; was Sie über sie entschieden haben, bleibt gespeichert.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Watch for changes</source>
        <translation>Auf Änderungen achten</translation>
    </message>
    <message>
        <source>Watch {0} for changes</source>
        <translation>{0} auf Änderungen beobachten</translation>
    </message>
    <message>
        <source>Leave out ({0})</source>
        <translation>Auslassen ({0})</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation>Nach Änderungen suchen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>One pattern a line, such as *.tmp, cache/ or 2019/raw/*</source>
        <translation>Ein Muster je Zeile, etwa *.tmp, cache/ oder 2019/raw/*</translation>
    </message>
    <message>
        <source>What to leave out</source>
        <translation>Was ausgelassen wird</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
        <source>Offline, but still searched</source>
        <translation>Offline, wird aber weiter durchsucht</translation>
    </message>
    <message>
        <source>{0} waiting</source>
        <translation>{0} warten</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} ausgelassen</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Look for changes in all</source>
        <translation>Überall nach Änderungen suchen</translation>
    </message>
    <message>
        <source>No folders yet</source>
        <translation>Noch keine Ordner</translation>
    </message>
    <message>
        <source>Add a folder with photos, or drop one here. Photos are only read, never changed, and nothing leaves this computer.</source>
        <translation>Fügen Sie einen Ordner mit Fotos hinzu oder ziehen Sie ihn hierher. Fotos werden nur gelesen, nie verändert, und nichts verlässt diesen Computer.</translation>
    </message>
</context>
<context>
    <name>GridHeader</name>
    <message>
        <source>Waiting to be indexed</source>
        <translation>Warten auf die Indexierung</translation>
    </message>
    <message>
        <source>Close enough</source>
        <translation>Ähnlich genug</translation>
    </message>
    <message>
        <source>Less alike</source>
        <translation>Weniger ähnlich</translation>
    </message>
    <message>
        <source>Date unknown</source>
        <translation>Datum unbekannt</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>undone</source>
        <translation>zurückgenommen</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Do it again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Undo it</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>What you said</source>
        <translation>Was Sie gesagt haben</translation>
    </message>
    <message>
        <source>Names and all other decisions appear here. Each can be undone.</source>
        <translation>Namen und alle anderen Entscheidungen erscheinen hier. Jede lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Decisions about faces, the last first</source>
        <translation>Entscheidungen über Gesichter, die letzte zuerst</translation>
    </message>
</context>
<context>
    <name>InfoPanel</name>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Open with the default program</source>
        <translation>Mit dem Standardprogramm öffnen</translation>
    </message>
    <message>
        <source>out of reach</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>About this photo</source>
        <translation>Über dieses Foto</translation>
    </message>
    <message>
        <source>Where it lies</source>
        <translation>Wo es liegt</translation>
    </message>
</context>
<context>
    <name>InstalledModels</name>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>knows {0}</source>
        <translation>kennt {0}</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>noch nicht benutzt</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Drawing sample pictures</source>
        <translation>Beispielbilder werden gezeichnet</translation>
    </message>
    <message>
        <source>Choose a folder with photos</source>
        <translation>Einen Ordner mit Fotos wählen</translation>
    </message>
    <message>
        <source>Choose a folder to learn from</source>
        <translation>Ordner zum Lernen auswählen</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>Eine Modelldatei wählen</translation>
    </message>
    <message>
        <source>Models (*.onnx)</source>
        <translation>Modelle (*.onnx)</translation>
    </message>
    <message>
        <source>The preferences could not be saved.</source>
        <translation>Die Einstellungen konnten nicht gespeichert werden.</translation>
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
            <numerusform>%n richtig</numerusform>
            <numerusform>%n richtig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wrong</source>
        <translation>
            <numerusform>%n falsch</numerusform>
            <numerusform>%n falsch</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo the last mark</source>
        <translation>Die letzte Markierung zurücknehmen</translation>
    </message>
    <message>
        <source>Redo the mark</source>
        <translation>Die Markierung wiederherstellen</translation>
    </message>
    <message>
        <source>Clear all marks</source>
        <translation>Alle Markierungen entfernen</translation>
    </message>
</context>
<context>
    <name>MeasuresTable</name>
    <message>
        <source>Measured on photos it did not learn from</source>
        <translation>Gemessen an Fotos, von denen es nicht gelernt hat</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>95 % sure to lie between</source>
        <translation>Zu 95 % sicher dazwischen</translation>
    </message>
    <message numerus="yes">
        <source>{0} percentage points, from %n question(s)</source>
        <translation>
            <numerusform>{0} Prozentpunkte, aus %n Anfrage</numerusform>
            <numerusform>{0} Prozentpunkte, aus %n Anfragen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Look for new photos</source>
        <translation>Nach &amp;neuen Fotos suchen</translation>
    </message>
    <message>
        <source>Open the &amp;demo library</source>
        <translation>&amp;Beispielbibliothek öffnen</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>&amp;Search by a picture file…</source>
        <translation>Mit einer &amp;Bilddatei suchen …</translation>
    </message>
    <message>
        <source>Search by the &amp;clipboard</source>
        <translation>Mit der &amp;Zwischenablage suchen</translation>
    </message>
    <message>
        <source>&amp;Who is this?…</source>
        <translation>&amp;Wer ist das? …</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation>&amp;Fotos</translation>
    </message>
    <message>
        <source>P&amp;eople</source>
        <translation>P&amp;ersonen</translation>
    </message>
    <message>
        <source>&amp;Duplicates</source>
        <translation>&amp;Duplikate</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>&amp;Retrain</source>
        <translation>&amp;Nachtrainieren</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>&amp;Aktivität</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;All photos</source>
        <translation>&amp;Alle Fotos</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Photo Search</source>
        <translation>&amp;Über Photo Search</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n Bit</numerusform>
            <numerusform>%n Bits</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} described</source>
        <translation>{0} beschrieben</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>mit dem Programm geliefert</translation>
    </message>
    <message>
        <source>added by you</source>
        <translation>von Ihnen hinzugefügt</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Switch back to it</source>
        <translation>Zu ihm zurückwechseln</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Remove {0} and what it knows about your photos? To use it again, its file has to be added and all photos described anew.</source>
        <translation>{0} und alles, was es über Ihre Fotos weiß, entfernen? Um es wieder zu benutzen, muss seine Datei hinzugefügt und jedes Foto neu beschrieben werden.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Add from a file</source>
        <translation>Aus Datei hinzufügen</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>Installierte Modelle</translation>
    </message>
    <message>
        <source>About the model</source>
        <translation>Über das Modell</translation>
    </message>
</context>
<context>
    <name>PartBar</name>
    <message>
        <source>Search this part</source>
        <translation>Mit diesem Teil suchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PartChooser</name>
    <message>
        <source>A part of {0}</source>
        <translation>Ein Teil von {0}</translation>
    </message>
    <message>
        <source>A part of the example</source>
        <translation>Ein Teil des Beispiels</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>Das ganze Bild</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use this part</source>
        <translation>Diesen Teil benutzen</translation>
    </message>
</context>
<context>
    <name>PartSearch</name>
    <message>
        <source>The model in use does not describe parts of photos. Use one that does, such as photo-2, on the page Models.</source>
        <translation>Das benutzte Modell beschreibt keine Teile von Fotos. Benutzen Sie auf der Seite Modelle eines, das es tut, etwa photo-2.</translation>
    </message>
</context>
<context>
    <name>PartSelector</name>
    <message>
        <source>Drag a box around what you look for. Arrow keys move it, with Shift they make it larger or smaller.</source>
        <translation>Ziehen Sie einen Rahmen um das, was Sie suchen. Pfeiltasten verschieben ihn, mit der Umschalttaste ändern sie seine Größe.</translation>
    </message>
    <message>
        <source>Part of the photo</source>
        <translation>Teil des Fotos</translation>
    </message>
    <message>
        <source>None yet. An arrow key begins with the middle.</source>
        <translation>Noch keiner. Eine Pfeiltaste beginnt mit der Mitte.</translation>
    </message>
    <message>
        <source>{0} % from the left, {1} % from the top, {2} % by {3} %</source>
        <translation>{0} % von links, {1} % von oben, {2} % mal {3} %</translation>
    </message>
</context>
<context>
    <name>PeopleBar</name>
    <message>
        <source>{0} with a name</source>
        <translation>{0} mit Namen</translation>
    </message>
    <message>
        <source>Look for faces in {0}</source>
        <translation>Gesichter in {0} suchen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Find a name</source>
        <translation>Einen Namen suchen</translation>
    </message>
    <message>
        <source>In {0} or more</source>
        <translation>In {0} oder mehr</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Which people without a name are shown</source>
        <translation>Welche Personen ohne Namen gezeigt werden</translation>
    </message>
    <message>
        <source>Show who is hidden</source>
        <translation>Verborgene zeigen</translation>
    </message>
    <message>
        <source>What you said, to undo</source>
        <translation>Was Sie gesagt haben, zum Zurücknehmen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Faces of nobody</source>
        <translation>Gesichter von niemandem</translation>
    </message>
    <message>
        <source>Group all faces anew</source>
        <translation>Alle Gesichter neu gruppieren</translation>
    </message>
    <message>
        <source>Look for faces no longer</source>
        <translation>Nicht mehr nach Gesichtern suchen</translation>
    </message>
    <message>
        <source>Delete all faces, keep the names…</source>
        <translation>Alle Gesichter löschen, Namen behalten …</translation>
    </message>
    <message>
        <source>Delete all faces and names…</source>
        <translation>Alle Gesichter und Namen löschen …</translation>
    </message>
</context>
<context>
    <name>PeopleChoices</name>
    <message>
        <source>Unknown person</source>
        <translation>Unbekannte Person</translation>
    </message>
    <message>
        <source>wanted</source>
        <translation>gewünscht</translation>
    </message>
    <message>
        <source>not wanted</source>
        <translation>nicht gewünscht</translation>
    </message>
</context>
<context>
    <name>PeopleGrid</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>PeopleInPhoto</name>
    <message>
        <source>Photos of {0}</source>
        <translation>Fotos von {0}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) without a name</source>
        <translation>
            <numerusform>%n Gesicht ohne Namen</numerusform>
            <numerusform>%n Gesichter ohne Namen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Nobody is hidden</source>
        <translation>Niemand ist verborgen</translation>
    </message>
    <message>
        <source>Who is hidden appears here.</source>
        <translation>Wer verborgen ist, erscheint hier.</translation>
    </message>
    <message>
        <source>Nobody like that</source>
        <translation>Niemand, auf den das zutrifft</translation>
    </message>
    <message>
        <source>Choose wider ones above.</source>
        <translation>Wählen Sie oben weniger streng.</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>Suche nach Gesichtern</translation>
    </message>
    <message>
        <source>People appear here as soon as their faces are grouped.</source>
        <translation>Personen erscheinen hier, sobald ihre Gesichter gruppiert sind.</translation>
    </message>
    <message>
        <source>Not all photos were looked at</source>
        <translation>Noch nicht alle Fotos wurden durchgesehen</translation>
    </message>
    <message>
        <source>Faces have still to be looked for in some of your photos.</source>
        <translation>In einigen Ihrer Fotos müssen Gesichter noch gesucht werden.</translation>
    </message>
    <message>
        <source>Nobody was found</source>
        <translation>Niemand wurde gefunden</translation>
    </message>
    <message>
        <source>There are no faces in your photos, or none that are clear.</source>
        <translation>Auf Ihren Fotos sind keine Gesichter, oder keine deutlichen.</translation>
    </message>
    <message>
        <source>The same person</source>
        <translation>Dieselbe Person</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Are {0} all the same person? The name {1} stays; this can be undone.</source>
        <translation>Sind {0} alle dieselbe Person? Der Name {1} bleibt; das lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Are {0} and {1} the same person? The name {0} stays; this can be undone.</source>
        <translation>Sind {0} und {1} dieselbe Person? Der Name {0} bleibt; das lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Somebody is called {0} already. Are they the same person? If not, give another name, such as one with the family name.</source>
        <translation>Jemand heißt schon {0}. Ist es dieselbe Person? Wenn nicht, geben Sie einen anderen Namen, etwa mit Familiennamen.</translation>
    </message>
    <message>
        <source>Delete all faces, and look for them no longer? Names and all else that you said is kept, and holds again as soon as faces are looked for again. Your photos stay as they are.</source>
        <translation>Alle Gesichter löschen und nicht mehr nach ihnen suchen? Namen und alles andere, was Sie gesagt haben, bleibt gespeichert und gilt wieder, sobald wieder nach Gesichtern gesucht wird. Ihre Fotos bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Delete all faces, names and all else that you said about people, and look for faces no longer? Your photos stay as they are. This cannot be undone.</source>
        <translation>Alle Gesichter, Namen und alles andere, was Sie über Personen gesagt haben, löschen und nicht mehr nach Gesichtern suchen? Ihre Fotos bleiben, wie sie sind. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Look at the faces</source>
        <translation>Gesichter ansehen</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>Fotos zeigen</translation>
    </message>
    <message>
        <source>Write the name</source>
        <translation>Den Namen schreiben</translation>
    </message>
    <message>
        <source>Merge into one person</source>
        <translation>Zu einer Person vereinen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>Gesichter suchen</translation>
    </message>
</context>
<context>
    <name>PeoplePopup</name>
    <message>
        <source>+ photos with this person, - photos without</source>
        <translation>+ Fotos mit dieser Person, - Fotos ohne sie</translation>
    </message>
    <message>
        <source>Nobody was found yet. The page People tells how far it is.</source>
        <translation>Noch wurde niemand gefunden. Die Seite Personen sagt, wie weit es ist.</translation>
    </message>
    <message>
        <source>Type to narrow the list</source>
        <translation>Tippen, um die Liste einzugrenzen</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>Liste eingrenzen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>At least one of them</source>
        <translation>Mindestens eine von ihnen</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Alle zusammen</translation>
    </message>
    <message>
        <source>Only these, and nobody else</source>
        <translation>Nur diese und sonst niemand</translation>
    </message>
    <message>
        <source>Who of them has to be on a photo</source>
        <translation>Wer von ihnen auf einem Foto sein muss</translation>
    </message>
</context>
<context>
    <name>PersonDecisions</name>
    <message>
        <source>Named {0}.</source>
        <translation>{0} benannt.</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>Merged into {0}.</source>
        <translation>Mit {0} vereint.</translation>
    </message>
    <message>
        <source>{0} hidden.</source>
        <translation>{0} verborgen.</translation>
    </message>
    <message>
        <source>{0} shown again.</source>
        <translation>{0} wieder gezeigt.</translation>
    </message>
    <message>
        <source>{0} taken out as another person.</source>
        <translation>{0} als andere Person herausgenommen.</translation>
    </message>
    <message>
        <source>{0} removed: not a face.</source>
        <translation>{0} entfernt: kein Gesicht.</translation>
    </message>
    <message>
        <source>{0} confirmed.</source>
        <translation>{0} bestätigt.</translation>
    </message>
    <message>
        <source>{0} taken out.</source>
        <translation>{0} herausgenommen.</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}: {1}.</translation>
    </message>
    <message>
        <source>Undone: {0}.</source>
        <translation>Zurückgenommen: {0}.</translation>
    </message>
    <message>
        <source>Done again: {0}.</source>
        <translation>Wiederholt: {0}.</translation>
    </message>
</context>
<context>
    <name>PersonDelegate</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of this person</source>
        <translation>Name dieser Person</translation>
    </message>
</context>
<context>
    <name>PersonPane</name>
    <message>
        <source>Faces of nobody</source>
        <translation>Gesichter von niemandem</translation>
    </message>
    <message>
        <source>Alone, or too small or blurred to tell whose they are</source>
        <translation>Einzelne, oder zu klein oder unscharf, um zu sagen, wessen sie sind</translation>
    </message>
    <message>
        <source>Show again (H)</source>
        <translation>Wieder zeigen (H)</translation>
    </message>
    <message>
        <source>Hide (H)</source>
        <translation>Verbergen (H)</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Write the name</source>
        <translation>Den Namen schreiben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of this person</source>
        <translation>Name dieser Person</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>Fotos zeigen</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <translation>Unsicherste zuerst</translation>
    </message>
    <message>
        <source>Order of faces</source>
        <translation>Reihenfolge der Gesichter</translation>
    </message>
</context>
<context>
    <name>PhotoDelegate</name>
    <message>
        <source>Call it neither right nor wrong (Backspace)</source>
        <translation>Weder richtig noch falsch (Rücktaste)</translation>
    </message>
    <message>
        <source>Right: look for more like it (+)</source>
        <translation>Richtig: mehr davon suchen (+)</translation>
    </message>
    <message>
        <source>Wrong: look for others (-)</source>
        <translation>Falsch: andere suchen (-)</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>PhotoMenu</name>
    <message>
        <source>Search &amp;similar photos</source>
        <translation>Ä&amp;hnliche Fotos suchen</translation>
    </message>
    <message>
        <source>&amp;Add as example</source>
        <translation>Als &amp;Beispiel hinzufügen</translation>
    </message>
    <message>
        <source>Add as &amp;counter-example</source>
        <translation>Als &amp;Gegenbeispiel hinzufügen</translation>
    </message>
    <message>
        <source>R&amp;ight</source>
        <translation>&amp;Richtig</translation>
    </message>
    <message>
        <source>&amp;Wrong</source>
        <translation>Fal&amp;sch</translation>
    </message>
    <message>
        <source>&amp;Neither right nor wrong</source>
        <translation>&amp;Weder richtig noch falsch</translation>
    </message>
    <message>
        <source>&amp;Open with the default program</source>
        <translation>Mit dem Standardprogramm ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Show in file &amp;manager</source>
        <translation>Im Datei&amp;manager zeigen</translation>
    </message>
    <message>
        <source>Copy &amp;picture</source>
        <translation>B&amp;ild kopieren</translation>
    </message>
    <message>
        <source>Copy pat&amp;h</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;files</source>
        <translation>&amp;Dateien kopieren</translation>
    </message>
    <message>
        <source>Move to &amp;trash…</source>
        <translation>In den Papier&amp;korb verschieben …</translation>
    </message>
    <message>
        <source>P&amp;roperties</source>
        <translation>&amp;Eigenschaften</translation>
    </message>
</context>
<context>
    <name>PhotoPane</name>
    <message>
        <source>This photo cannot be read now: {0}</source>
        <translation>Dieses Foto ist zurzeit nicht lesbar: {0}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
</context>
<context>
    <name>PhotosModel</name>
    <message>
        <source>{0}
Waits to be indexed</source>
        <translation>{0}
Wartet auf die Indexierung</translation>
    </message>
    <message>
        <source>called right</source>
        <translation>als richtig markiert</translation>
    </message>
    <message>
        <source>called wrong</source>
        <translation>als falsch markiert</translation>
    </message>
    <message>
        <source>Most like example {0}</source>
        <translation>Am ähnlichsten dem Beispiel {0}</translation>
    </message>
    <message>
        <source>Its folder is offline</source>
        <translation>Sein Ordner ist offline</translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message>
        <source>{0} close, {1} shown, {2} ms</source>
        <translation>{0} ähnlich, {1} gezeigt, {2} ms</translation>
    </message>
    <message>
        <source>No photo meets the filters</source>
        <translation>Kein Foto entspricht den Filtern</translation>
    </message>
    <message>
        <source>Choose wider ones, or remove them.</source>
        <translation>Wählen Sie weitere Filter oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>Photos appear here as soon as they are indexed.</source>
        <translation>Fotos erscheinen hier, sobald sie indexiert sind.</translation>
    </message>
    <message>
        <source>No face of this library is more like this one than faces of strangers are.</source>
        <translation>Kein Gesicht dieser Bibliothek ist diesem ähnlicher, als es Gesichter von Fremden sind.</translation>
    </message>
    <message>
        <source>Not in the library any more: {0}</source>
        <translation>Nicht mehr in der Bibliothek: {0}</translation>
    </message>
    <message>
        <source>Remove the filters</source>
        <translation>Filter entfernen</translation>
    </message>
    <message>
        <source>Show the nearest anyway</source>
        <translation>Die ähnlichsten trotzdem zeigen</translation>
    </message>
    <message>
        <source>Nothing close enough</source>
        <translation>Nichts ist ähnlich genug</translation>
    </message>
    <message>
        <source>No photo of this library is more like your example than photos are by chance.</source>
        <translation>Kein Foto dieser Bibliothek gleicht Ihrem Beispiel mehr, als Fotos einander zufällig gleichen.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Networks run &amp;on</source>
        <translation>Netze &amp;rechnen auf</translation>
    </message>
    <message>
        <source>Photos read at the same &amp;time</source>
        <translation>&amp;Gleichzeitig gelesene Fotos</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>Thumbnails may &amp;take</source>
        <translation>&amp;Vorschaubilder belegen höchstens</translation>
    </message>
    <message>
        <source>The library lies in</source>
        <translation>Die Bibliothek liegt in</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The graphics card where it is faster</source>
        <translation>der Grafikkarte, wo sie schneller ist</translation>
    </message>
    <message>
        <source>The processor only</source>
        <translation>nur dem Prozessor</translation>
    </message>
    <message>
        <source>Choose &amp;folders…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Pick up changes while the program runs</source>
        <translation>&amp;Änderungen laufend übernehmen</translation>
    </message>
    <message>
        <source>&amp;Index only on mains power and while idle</source>
        <translation>Nur am &amp;Netz und bei Leerlauf indexieren</translation>
    </message>
    <message>
        <source>As many as there are cores</source>
        <translation>So viele wie Prozessorkerne</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Where networks run</source>
        <translation>Wo Netze rechnen</translation>
    </message>
    <message>
        <source>Photos read at the same time</source>
        <translation>Gleichzeitig gelesene Fotos</translation>
    </message>
    <message>
        <source>Disk space for thumbnails</source>
        <translation>Speicherplatz für Vorschaubilder</translation>
    </message>
</context>
<context>
    <name>PropertiesDialog</name>
    <message>
        <source>Properties of {0}</source>
        <translation>Eigenschaften von {0}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
</context>
<context>
    <name>QueryTray</name>
    <message>
        <source>Find photos like…</source>
        <translation>Fotos finden wie …</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>Darin ist kein Bild.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) more than fit were left out.</source>
        <translation>
            <numerusform>%n Bild passte nicht mehr hinein und wurde ausgelassen.</numerusform>
            <numerusform>%n Bilder passten nicht mehr hinein und wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is a link, and this program never goes online. Copy the picture itself and paste it here.</source>
        <translation>Das ist ein Link, und dieses Programm geht nie ins Netz. Kopieren Sie das Bild selbst und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>Choose at least one example that photos shall be like.</source>
        <translation>Wählen Sie mindestens ein Beispiel, dem Fotos gleichen sollen.</translation>
    </message>
    <message>
        <source>Drop or paste a photo here to find others like it</source>
        <translation>Foto hierher ziehen oder einfügen, um ähnliche zu finden</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Choose a file to find photos like it</source>
        <translation>Eine Datei wählen, um ähnliche Fotos zu finden</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Find photos like the picture in the clipboard</source>
        <translation>Fotos finden, die dem Bild in der Zwischenablage ähneln</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Find out who is on a picture</source>
        <translation>Herausfinden, wer auf einem Bild ist</translation>
    </message>
    <message>
        <source>Add an example</source>
        <translation>Ein Beispiel hinzufügen</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Show all photos again ({0})</source>
        <translation>Wieder alle Fotos zeigen ({0})</translation>
    </message>
</context>
<context>
    <name>ReasonCard</name>
    <message>
        <source>Why this result</source>
        <translation>Warum dieses Ergebnis</translation>
    </message>
    <message>
        <source>this photo</source>
        <translation>dieses Foto</translation>
    </message>
</context>
<context>
    <name>ResultBar</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n neues Foto</numerusform>
            <numerusform>%n neue Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>No need: the photos that are marked as right lead the search</source>
        <translation>Nicht nötig: Die als richtig markierten Fotos leiten die Suche</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <source>Order of photos</source>
        <translation>Reihenfolge der Fotos</translation>
    </message>
    <message>
        <source>Size of photos</source>
        <translation>Größe der Fotos</translation>
    </message>
    <message>
        <source>Search wider</source>
        <translation>Breiter suchen</translation>
    </message>
    <message>
        <source>Mark photos as right (+) or wrong (-) to find better ones</source>
        <translation>Markieren Sie Fotos als richtig (+) oder falsch (-), um bessere zu finden</translation>
    </message>
    <message>
        <source>Look for photos like the closest ones, too, not only the examples</source>
        <translation>Auch nach Fotos suchen, die den ähnlichsten gleichen, nicht nur den Beispielen</translation>
    </message>
    <message>
        <source>Saved and recent searches</source>
        <translation>Gespeicherte und letzte Suchen</translation>
    </message>
</context>
<context>
    <name>RetrainForm</name>
    <message>
        <source>Another retraining is at work.</source>
        <translation>Ein anderes Training läuft.</translation>
    </message>
    <message>
        <source>A new one can begin when it is done.</source>
        <translation>Ein neues kann beginnen, sobald es fertig ist.</translation>
    </message>
    <message>
        <source>Measuring how long it would take…</source>
        <translation>Es wird gemessen, wie lange es dauern würde …</translation>
    </message>
    <message>
        <source>This cannot be estimated.</source>
        <translation>Das lässt sich nicht abschätzen.</translation>
    </message>
    <message>
        <source>About {0} for {1}</source>
        <translation>Etwa {0} für {1}</translation>
    </message>
    <message>
        <source>Retrain on your photos</source>
        <translation>Mit Ihren Fotos nachtrainieren</translation>
    </message>
    <message>
        <source>A model that has seen your photos can tell them apart better. It learns from one folder without any labels and without forgetting what it knows; then you see, on photos that it did not learn from, whether it got better, and decide. Photos are only read, and nothing leaves this computer.</source>
        <translation>Ein Modell, das Ihre Fotos gesehen hat, kann sie besser unterscheiden. Es lernt aus einem Ordner, ohne Beschriftungen und ohne zu vergessen, was es kann; danach sehen Sie an Fotos, von denen es nicht gelernt hat, ob es besser geworden ist, und entscheiden. Fotos werden nur gelesen, und nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Effort</source>
        <translation>&amp;Aufwand</translation>
    </message>
    <message>
        <source>&amp;Code</source>
        <translation>&amp;Code</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Letters, digits, - _ and . only, and a name that is still free</source>
        <translation>Nur Buchstaben, Ziffern, - _ und ., und ein Name, der noch frei ist</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Anderer Ordner …</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>a first look, with up to 2,000 of the photos</source>
        <translation>ein erster Eindruck, mit bis zu 2.000 der Fotos</translation>
    </message>
    <message>
        <source>what suits most folders; up to 6,000 photos</source>
        <translation>passt für die meisten Ordner; bis zu 6.000 Fotos</translation>
    </message>
    <message>
        <source>for the last bit; up to 20,000 photos</source>
        <translation>für das letzte Quäntchen; bis zu 20.000 Fotos</translation>
    </message>
    <message>
        <source>256 bits: the most exact</source>
        <translation>256 Bit: am genauesten</translation>
    </message>
    <message>
        <source>128 bits: half as large</source>
        <translation>128 Bit: halb so groß</translation>
    </message>
    <message>
        <source>64 bits: a quarter as large, less exact</source>
        <translation>64 Bit: ein Viertel so groß, weniger genau</translation>
    </message>
    <message>
        <source>Folder to learn from</source>
        <translation>Ordner, aus dem gelernt wird</translation>
    </message>
    <message>
        <source>Length of the code of a photo</source>
        <translation>Länge des Codes eines Fotos</translation>
    </message>
    <message>
        <source>Name of the new model</source>
        <translation>Name des neuen Modells</translation>
    </message>
</context>
<context>
    <name>RetrainPage</name>
    <message>
        <source>The model {0} to start from is missing</source>
        <translation>Das Modell {0}, von dem ausgegangen wird, fehlt</translation>
    </message>
    <message>
        <source>Retrainings</source>
        <translation>Trainings</translation>
    </message>
</context>
<context>
    <name>RetrainProgress</name>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>This retraining failed.</source>
        <translation>Dieses Training ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Starting the trainer…</source>
        <translation>Der Trainer wird gestartet …</translation>
    </message>
    <message>
        <source>{0} effort</source>
        <translation>Aufwand {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n Bit</numerusform>
            <numerusform>%n Bit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n Datei konnte nicht gelesen werden</numerusform>
            <numerusform>%n Dateien konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>Throw this retraining away? What it has learned so far is lost; to only take a break, pause it.</source>
        <translation>Dieses Training verwerfen? Was es bisher gelernt hat, geht verloren; für eine Pause halten Sie es an.</translation>
    </message>
    <message>
        <source>Delete this retraining and what it has learned so far?</source>
        <translation>Dieses Training löschen, mit allem, was es bisher gelernt hat?</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>You may close the window or go on searching: a retraining goes on where it was when the program is opened again.</source>
        <translation>Sie können das Fenster schließen oder weiter suchen: Ein Training geht dort weiter, wo es war, wenn das Programm wieder geöffnet wird.</translation>
    </message>
    <message>
        <source>How far the retraining is</source>
        <translation>Wie weit das Training ist</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>RetrainReport</name>
    <message>
        <source>Go back to {0}</source>
        <translation>Zurück zu {0}</translation>
    </message>
    <message>
        <source>Your photos are described by the other model; until that is done, the search goes on with the one so far.</source>
        <translation>Ihre Fotos werden vom anderen Modell beschrieben; bis das fertig ist, wird mit dem bisherigen gesucht.</translation>
    </message>
    <message>
        <source>The new model is in use. You can go back at any time.</source>
        <translation>Das neue Modell ist in Gebrauch. Sie können jederzeit zurück.</translation>
    </message>
    <message>
        <source>The old model stays. This report stays here, too, should you change your mind.</source>
        <translation>Das alte Modell bleibt. Auch dieser Bericht bleibt hier, falls Sie es sich anders überlegen.</translation>
    </message>
    <message>
        <source>To use it, your photos are described anew beside what there is; nothing is lost, and you can go back at any time.</source>
        <translation>Um es zu benutzen, werden Ihre Fotos neben dem Vorhandenen neu beschrieben; nichts geht verloren, und Sie können jederzeit zurück.</translation>
    </message>
    <message>
        <source>Delete this report and the files of the retraining? A model that was put to use stays on the page Models.</source>
        <translation>Diesen Bericht und die Dateien des Trainings löschen? Ein Modell, das in Gebrauch genommen wurde, bleibt auf der Seite Modelle.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Use the new model</source>
        <translation>Das neue Modell benutzen</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Das alte behalten</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>What each model finds for an edited photo, nearest first. A green frame marks the photo itself.</source>
        <translation>Was jedes Modell zu einem bearbeiteten Foto findet, das ähnlichste zuerst. Ein grüner Rahmen zeigt das Foto selbst.</translation>
    </message>
    <message>
        <source>Advice: use the new model</source>
        <translation>Rat: das neue Modell benutzen</translation>
    </message>
    <message>
        <source>Advice: keep the old model</source>
        <translation>Rat: das alte Modell behalten</translation>
    </message>
    <message>
        <source>learned from {0}</source>
        <translation>gelernt aus {0}</translation>
    </message>
    <message>
        <source>measured on {0} others</source>
        <translation>gemessen an {0} anderen</translation>
    </message>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n Bit</numerusform>
            <numerusform>%n Bit</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} effort</source>
        <translation>Aufwand {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n Datei konnte nicht gelesen werden</numerusform>
            <numerusform>%n Dateien konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Retraining</name>
    <message>
        <source>Retraining on {0}</source>
        <translation>Training mit {0}</translation>
    </message>
</context>
<context>
    <name>RetrainingsModel</name>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>being stopped</source>
        <translation>wird beendet</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>New retraining</source>
        <translation>Neues Training</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>Looked for by an edited view: {0}</source>
        <translation>Gesucht mit einer bearbeiteten Ansicht: {0}</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>{0}: found first</source>
        <translation>{0}: als erstes gefunden</translation>
    </message>
    <message>
        <source>{0}: found as number {1}</source>
        <translation>{0}: an Stelle {1} gefunden</translation>
    </message>
</context>
<context>
    <name>SearchesModel</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n neues Foto</numerusform>
            <numerusform>%n neue Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchesPopup</name>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>No saved searches yet</source>
        <translation>Noch keine gespeicherten Suchen</translation>
    </message>
    <message>
        <source>part of {0}</source>
        <translation>Teil von {0}</translation>
    </message>
    <message>
        <source>not {0}</source>
        <translation>nicht {0}</translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation>unbekannte Person</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>ab {0}</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>bis {0}</translation>
    </message>
    <message>
        <source>with position</source>
        <translation>mit Position</translation>
    </message>
    <message>
        <source>without position</source>
        <translation>ohne Position</translation>
    </message>
    <message>
        <source>Name this search</source>
        <translation>Diese Suche benennen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>It is {0} (C)</source>
        <translation>Es ist {0} (C)</translation>
    </message>
    <message>
        <source>Not {0} (Del)</source>
        <translation>Nicht {0} (Entf)</translation>
    </message>
    <message>
        <source>It is this person (C)</source>
        <translation>Es ist diese Person (C)</translation>
    </message>
    <message>
        <source>Not this person (Del)</source>
        <translation>Nicht diese Person (Entf)</translation>
    </message>
    <message>
        <source>Another person (T)</source>
        <translation>Eine andere Person (T)</translation>
    </message>
    <message>
        <source>Take them out: they are all of one new person</source>
        <translation>Herausnehmen: Sie alle sind von einer neuen Person</translation>
    </message>
    <message>
        <source>Not a face (X)</source>
        <translation>Kein Gesicht (X)</translation>
    </message>
    <message>
        <source>Never show these as faces again</source>
        <translation>Diese nie wieder als Gesichter zeigen</translation>
    </message>
    <message>
        <source>Whose they are</source>
        <translation>Wessen sie sind</translation>
    </message>
    <message>
        <source>Name of the person whose faces these are</source>
        <translation>Name der Person, deren Gesichter das sind</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Indexing {0}</source>
        <translation>{0} wird indexiert</translation>
    </message>
    <message>
        <source>Indexing photos</source>
        <translation>Fotos werden indexiert</translation>
    </message>
    <message>
        <source>Switching to model {0}</source>
        <translation>Wechsel zum Modell {0}</translation>
    </message>
    <message>
        <source>Moving files to the trash</source>
        <translation>Dateien werden in den Papierkorb verschoben</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Retrain</source>
        <translation>Nachtrainieren</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>SimilarStrip</name>
    <message>
        <source>Similar photos</source>
        <translation>Ähnliche Fotos</translation>
    </message>
    <message>
        <source>Similar photos: none found yet</source>
        <translation>Ähnliche Fotos: noch keine gefunden</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>{0} waiting</source>
        <translation>{0} warten</translation>
    </message>
    <message>
        <source>{0} left out</source>
        <translation>{0} ausgelassen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all tasks</source>
        <translation>Alle Aufgaben zeigen</translation>
    </message>
    <message>
        <source>The model does not run</source>
        <translation>Das Modell läuft nicht</translation>
    </message>
    <message>
        <source>Runs on {0}: {1}</source>
        <translation>Läuft auf {0}: {1}</translation>
    </message>
    <message>
        <source>To change that: {0}</source>
        <translation>Um das zu ändern: {0}</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Is this {0}?</source>
        <translation>Ist das {0}?</translation>
    </message>
    <message>
        <source>Is this the same person?</source>
        <translation>Ist das dieselbe Person?</translation>
    </message>
    <message>
        <source>{0} % certain</source>
        <translation>zu {0} % sicher</translation>
    </message>
    <message numerus="yes">
        <source>%n more question(s)</source>
        <translation>
            <numerusform>%n weitere Frage</numerusform>
            <numerusform>%n weitere Fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>The same person: all of these faces</source>
        <translation>Dieselbe Person: all diese Gesichter</translation>
    </message>
    <message>
        <source>Somebody else; this is not asked again</source>
        <translation>Jemand anderes; das wird nicht wieder gefragt</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel: {0}</source>
        <translation>Abbrechen: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) left out</source>
        <translation>
            <numerusform>%n Datei ausgelassen</numerusform>
            <numerusform>%n Dateien ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancelled; what was done stays</source>
        <translation>Abgebrochen; Erledigtes bleibt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Move to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Move {0} to the trash?</source>
        <translation>{0} in den Papierkorb verschieben?</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
    <message>
        <source>The system&apos;s trash can bring them back to their place.</source>
        <translation>Der Papierkorb des Systems kann sie an ihren Ort zurücklegen.</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This photo</source>
        <translation>Dieses Foto</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Photo viewer</source>
        <translation>Fotobetrachter</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>Back to all photos</source>
        <translation>Zurück zu allen Fotos</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>In das Fenster einpassen</translation>
    </message>
    <message>
        <source>Search for photos like this one</source>
        <translation>Nach Fotos wie diesem suchen</translation>
    </message>
    <message>
        <source>Search by a part of this photo</source>
        <translation>Mit einem Teil dieses Fotos suchen</translation>
    </message>
    <message>
        <source>Show faces</source>
        <translation>Gesichter zeigen</translation>
    </message>
    <message>
        <source>Draw a face that was missed</source>
        <translation>Ein übersehenes Gesicht einzeichnen</translation>
    </message>
    <message>
        <source>Outline what was matched</source>
        <translation>Umranden, was übereinstimmt</translation>
    </message>
    <message>
        <source>Side by side with the example</source>
        <translation>Neben dem Beispiel zeigen</translation>
    </message>
    <message>
        <source>Similar photos</source>
        <translation>Ähnliche Fotos</translation>
    </message>
    <message>
        <source>About this photo</source>
        <translation>Über dieses Foto</translation>
    </message>
</context>
<context>
    <name>ViewerFaces</name>
    <message>
        <source>Faces are not looked for. The page People switches that on.</source>
        <translation>Es wird nicht nach Gesichtern gesucht. Die Seite Personen schaltet das ein.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Where are your photos?</source>
        <translation>Wo sind Ihre Fotos?</translation>
    </message>
    <message>
        <source>Choose a folder, or drop folders here. Photos appear at once and can be searched while the rest is still being indexed.</source>
        <translation>Wählen Sie einen Ordner oder ziehen Sie Ordner hierher. Fotos erscheinen sofort und lassen sich durchsuchen, während die übrigen noch indexiert werden.</translation>
    </message>
    <message>
        <source>&amp;Choose a folder…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Try it with drawn pictures</source>
        <translation>Mit gezeichneten Bildern &amp;ausprobieren</translation>
    </message>
    <message>
        <source>Your photos stay where they are and are only read. Nothing leaves this computer.</source>
        <translation>Ihre Fotos bleiben, wo sie sind, und werden nur gelesen. Nichts verlässt diesen Computer.</translation>
    </message>
</context>
<context>
    <name>WhoIsDialog</name>
    <message>
        <source>Looking for faces…</source>
        <translation>Gesichter werden gesucht …</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
    <message>
        <source>There is no picture in it.</source>
        <translation>Darin ist kein Bild.</translation>
    </message>
    <message>
        <source>Who is on {0}?</source>
        <translation>Wer ist auf {0}?</translation>
    </message>
    <message>
        <source>No face was found on this picture.</source>
        <translation>Auf diesem Bild wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>{0}?</source>
        <translation>{0}?</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Drop a picture here, or open or paste one. The people of your library who look like those on it are shown. It is not added to the library.</source>
        <translation>Ziehen Sie ein Bild hierher, oder öffnen Sie eines oder fügen Sie eines ein. Gezeigt werden die Personen Ihrer Bibliothek, die denen darauf ähnlich sehen. Es wird nicht in die Bibliothek aufgenommen.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Ein Bild öffnen …</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>_Plurals</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Problem</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>_RowDelegate</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message numerus="yes">
        <source>%n of {0} bits of the codes differ</source>
        <translation>
            <numerusform>%n von {0} Bits der Codes weicht ab</numerusform>
            <numerusform>%n von {0} Bits der Codes weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Hardly any two photos are that much alike by chance</source>
        <translation>Kaum zwei Fotos sind sich zufällig so ähnlich</translation>
    </message>
    <message>
        <source>Many photos are that much alike by chance</source>
        <translation>Viele Fotos sind sich zufällig so ähnlich</translation>
    </message>
    <message>
        <source>By chance, one pair of photos in {0} is as much alike</source>
        <translation>Zufällig ist sich eines von {0} Fotopaaren so ähnlich</translation>
    </message>
    <message>
        <source>Hardly any two strangers are that much alike</source>
        <translation>Kaum zwei Fremde sind einander so ähnlich</translation>
    </message>
    <message>
        <source>Many strangers are that much alike</source>
        <translation>Viele Fremde sind einander so ähnlich</translation>
    </message>
    <message>
        <source>Of {0} pairs of strangers, one is as much alike</source>
        <translation>Von {0} Paaren von Fremden ist eines so ähnlich</translation>
    </message>
    <message>
        <source>Close: within the automatic cut</source>
        <translation>Ähnlich genug: innerhalb der automatischen Grenze</translation>
    </message>
    <message>
        <source>Not close: beyond the automatic cut</source>
        <translation>Weniger ähnlich: jenseits der automatischen Grenze</translation>
    </message>
    <message>
        <source>The photo as a whole matches best</source>
        <translation>Das Foto als Ganzes stimmt am besten überein</translation>
    </message>
    <message>
        <source>A part of it matches best: {0}</source>
        <translation>Ein Teil davon stimmt am besten überein: {0}</translation>
    </message>
    <message>
        <source>at the top left</source>
        <translation>oben links</translation>
    </message>
    <message>
        <source>at the top</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>at the top right</source>
        <translation>oben rechts</translation>
    </message>
    <message>
        <source>on the left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>on the right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>at the bottom left</source>
        <translation>unten links</translation>
    </message>
    <message>
        <source>at the bottom</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>at the bottom right</source>
        <translation>unten rechts</translation>
    </message>
    <message>
        <source>Confirmed by you</source>
        <translation>Von Ihnen bestätigt</translation>
    </message>
    <message>
        <source>Recognised, almost certainly</source>
        <translation>Erkannt, fast sicher</translation>
    </message>
    <message>
        <source>Recognised, probably</source>
        <translation>Erkannt, wahrscheinlich</translation>
    </message>
    <message>
        <source>A guess</source>
        <translation>Eine Vermutung</translation>
    </message>
    <message>
        <source>Only a resemblance</source>
        <translation>Nur eine Ähnlichkeit</translation>
    </message>
    <message>
        <source>Almost certainly</source>
        <translation>Fast sicher</translation>
    </message>
    <message>
        <source>Probably</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>only {0}</source>
        <translation>nur {0}</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n Gesicht</numerusform>
            <numerusform>%n Gesichter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
</context>
<context>
    <name>decisions</name>
    <message>
        <source>Name taken away: {0}</source>
        <translation>Name entfernt: {0}</translation>
    </message>
    <message>
        <source>Named {0}</source>
        <translation>{0} benannt</translation>
    </message>
    <message>
        <source>Renamed {0} to {1}</source>
        <translation>{0} in {1} umbenannt</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Confirmed as {0}</source>
        <translation>Als {0} bestätigt</translation>
    </message>
    <message>
        <source>Not the same person</source>
        <translation>Nicht dieselbe Person</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Not {0}</source>
        <translation>Nicht {0}</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Vereint</translation>
    </message>
    <message>
        <source>Merged into {0}</source>
        <translation>Mit {0} vereint</translation>
    </message>
    <message>
        <source>Merged {0} into {1}</source>
        <translation>{0} mit {1} vereint</translation>
    </message>
    <message>
        <source>Taken out as another person</source>
        <translation>Als andere Person herausgenommen</translation>
    </message>
    <message>
        <source>Taken out of {0}</source>
        <translation>Aus {0} herausgenommen</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>Hidden: {0}</source>
        <translation>Verborgen: {0}</translation>
    </message>
    <message>
        <source>Shown again</source>
        <translation>Wieder gezeigt</translation>
    </message>
    <message>
        <source>Shown again: {0}</source>
        <translation>Wieder gezeigt: {0}</translation>
    </message>
    <message>
        <source>Face drawn by hand</source>
        <translation>Gesicht von Hand eingezeichnet</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>A later version made this library.</source>
        <translation>Diese Bibliothek stammt von einer neueren Version.</translation>
    </message>
    <message>
        <source>Install that version, or open another library.</source>
        <translation>Installieren Sie diese Version oder öffnen Sie eine andere Bibliothek.</translation>
    </message>
    <message>
        <source>The library is busy.</source>
        <translation>Die Bibliothek ist beschäftigt.</translation>
    </message>
    <message>
        <source>Another program is writing to it. Wait until it is done, or close it.</source>
        <translation>Ein anderes Programm schreibt in sie. Warten Sie, bis es fertig ist, oder schließen Sie es.</translation>
    </message>
    <message>
        <source>The library is damaged.</source>
        <translation>Die Bibliothek ist beschädigt.</translation>
    </message>
    <message>
        <source>Your photos are not affected. Restore a backup as described, or move the library away and index the folders again.</source>
        <translation>Ihre Fotos sind nicht betroffen. Stellen Sie wie beschrieben eine Sicherung wieder her, oder legen Sie die Bibliothek beiseite und indexieren Sie die Ordner neu.</translation>
    </message>
    <message>
        <source>The disk is full, or refuses to be written to.</source>
        <translation>Die Festplatte ist voll oder lässt sich nicht beschreiben.</translation>
    </message>
    <message>
        <source>Make room on the disk, then try again.</source>
        <translation>Schaffen Sie Platz auf der Festplatte und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This name is taken.</source>
        <translation>Dieser Name ist vergeben.</translation>
    </message>
    <message>
        <source>Merge the two if they are one person.</source>
        <translation>Vereinen Sie die beiden, wenn sie eine Person sind.</translation>
    </message>
    <message>
        <source>The library cannot do that.</source>
        <translation>Das kann die Bibliothek nicht tun.</translation>
    </message>
    <message>
        <source>The model cannot be used.</source>
        <translation>Das Modell ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Choose another one on the page Models.</source>
        <translation>Wählen Sie auf der Seite Modelle ein anderes.</translation>
    </message>
    <message>
        <source>The photo cannot be read.</source>
        <translation>Das Foto ist nicht lesbar.</translation>
    </message>
    <message>
        <source>This search is not possible.</source>
        <translation>Diese Suche ist nicht möglich.</translation>
    </message>
    <message>
        <source>The retraining cannot go on.</source>
        <translation>Das Training kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>This did not work.</source>
        <translation>Das hat nicht funktioniert.</translation>
    </message>
    <message>
        <source>{0}: left out, {1}</source>
        <translation>{0}: ausgelassen, {1}</translation>
    </message>
    <message>
        <source>{0}: left there, {1}</source>
        <translation>{0}: nicht verschoben, {1}</translation>
    </message>
    <message>
        <source>The folder {0} cannot be listed: {1}</source>
        <translation>Der Ordner {0} lässt sich nicht lesen: {1}</translation>
    </message>
    <message>
        <source>The folder {0} is offline: {1}</source>
        <translation>Der Ordner {0} ist offline: {1}</translation>
    </message>
    <message>
        <source>Looking for photos</source>
        <translation>Suche nach Fotos</translation>
    </message>
    <message>
        <source>Indexing photos</source>
        <translation>Fotos werden indexiert</translation>
    </message>
    <message>
        <source>Describing photos</source>
        <translation>Fotos werden beschrieben</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>Comparing photos</source>
        <translation>Fotos werden verglichen</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>Suche nach Gesichtern</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>Gesichter werden gruppiert</translation>
    </message>
    <message>
        <source>Writing names</source>
        <translation>Namen werden geschrieben</translation>
    </message>
    <message>
        <source>Reading your photos</source>
        <translation>Ihre Fotos werden gelesen</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Comparing old and new</source>
        <translation>Alt und neu werden verglichen</translation>
    </message>
    <message>
        <source>Writing the new model</source>
        <translation>Das neue Modell wird geschrieben</translation>
    </message>
    <message>
        <source>Exact copies</source>
        <translation>Exakte Kopien</translation>
    </message>
    <message>
        <source>Near copies</source>
        <translation>Fast gleiche Kopien</translation>
    </message>
    <message>
        <source>Same moment</source>
        <translation>Selber Augenblick</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>{0} × {1} pixels ({2} megapixels)</source>
        <translation>{0} × {1} Pixel ({2} Megapixel)</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} h {1:02} min</source>
        <translation>{0} h {1:02} min</translation>
    </message>
    <message>
        <source>waits while the computer runs on its battery</source>
        <translation>wartet, solange der Computer im Akkubetrieb läuft</translation>
    </message>
    <message>
        <source>waits while other programs are at work</source>
        <translation>wartet, solange andere Programme arbeiten</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>{0} pro Sekunde</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>noch {0}</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>only in the cloud, not on this disk</source>
        <translation>nur in der Cloud, nicht auf dieser Festplatte</translation>
    </message>
    <message>
        <source>the file changed while it was read</source>
        <translation>die Datei wurde beim Lesen verändert</translation>
    </message>
    <message>
        <source>not a photo format that is known</source>
        <translation>kein bekanntes Fotoformat</translation>
    </message>
    <message>
        <source>damaged, or a kind of {0} that is not known</source>
        <translation>beschädigt oder eine unbekannte Art von {0}</translation>
    </message>
    <message>
        <source>the file is cut short</source>
        <translation>die Datei ist abgeschnitten</translation>
    </message>
    <message>
        <source>the file is damaged: it has no pixels</source>
        <translation>die Datei ist beschädigt: sie hat keine Pixel</translation>
    </message>
    <message>
        <source>the file is damaged ({0})</source>
        <translation>die Datei ist beschädigt ({0})</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>too large: {0} megapixels</source>
        <translation>zu groß: {0} Megapixel</translation>
    </message>
    <message>
        <source>too large: {0} megabytes</source>
        <translation>zu groß: {0} Megabyte</translation>
    </message>
    <message>
        <source>too large for the memory limit</source>
        <translation>zu groß für die Speichergrenze</translation>
    </message>
    <message>
        <source>the decoder crashed</source>
        <translation>der Decoder ist abgestürzt</translation>
    </message>
    <message>
        <source>timed out after {0} s</source>
        <translation>Zeitüberschreitung nach {0} s</translation>
    </message>
    <message>
        <source>{0}: there is no such file</source>
        <translation>{0}: diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>nicht lesbar ({0})</translation>
    </message>
    <message>
        <source>no permission to read it</source>
        <translation>keine Leseberechtigung</translation>
    </message>
    <message>
        <source>the file is gone</source>
        <translation>die Datei ist verschwunden</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>it is there, but all photos in it are gone</source>
        <translation>er ist da, aber alle Fotos darin sind verschwunden</translation>
    </message>
    <message>
        <source>{0} of its {1} photos are gone at once</source>
        <translation>{0} seiner {1} Fotos sind auf einmal verschwunden</translation>
    </message>
    <message>
        <source>the library is empty: add a folder first</source>
        <translation>die Bibliothek ist leer: fügen Sie zuerst einen Ordner hinzu</translation>
    </message>
    <message>
        <source>there is no folder {0}</source>
        <translation>es gibt keinen Ordner {0}</translation>
    </message>
    <message>
        <source>{0} is in the library already</source>
        <translation>{0} ist schon in der Bibliothek</translation>
    </message>
    <message>
        <source>{0} lies in {1}, which is in the library</source>
        <translation>{0} liegt in {1}, das schon in der Bibliothek ist</translation>
    </message>
    <message>
        <source>{0} holds {1}, which is in the library; remove that first</source>
        <translation>{0} enthält {1}, das schon in der Bibliothek ist; entfernen Sie das zuerst</translation>
    </message>
    <message>
        <source>the model {0} does not describe parts of photos; use one that does, such as {1}, on the page Models</source>
        <translation>das Modell {0} beschreibt keine Teile von Fotos; benutzen Sie auf der Seite Modelle eines, das es tut, etwa {1}</translation>
    </message>
    <message>
        <source>faces are not looked for; the page People switches that on</source>
        <translation>es wird nicht nach Gesichtern gesucht; die Seite Personen schaltet das ein</translation>
    </message>
    <message>
        <source>no models for faces are installed</source>
        <translation>es sind keine Modelle für Gesichter installiert</translation>
    </message>
    <message>
        <source>a model that looked for the faces of this library is missing: add its file again, or use another model</source>
        <translation>ein Modell, das die Gesichter dieser Bibliothek gesucht hat, fehlt: Fügen Sie seine Datei wieder hinzu oder nehmen Sie ein anderes Modell</translation>
    </message>
    <message>
        <source>{0} is for faces, which are switched off</source>
        <translation>{0} ist für Gesichter, die ausgeschaltet sind</translation>
    </message>
    <message>
        <source>no face was found in the picture</source>
        <translation>auf dem Bild wurde kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>no face was found in that part of the picture</source>
        <translation>in diesem Teil des Bildes wurde kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>this face is not in the library any more</source>
        <translation>dieses Gesicht ist nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <source>this person is not in the library any more</source>
        <translation>diese Person ist nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <source>somebody else is called {0} already</source>
        <translation>jemand anderes heißt schon {0}</translation>
    </message>
    <message>
        <source>a person&apos;s name must not be empty</source>
        <translation>der Name einer Person darf nicht leer sein</translation>
    </message>
    <message>
        <source>{0} is the number of a person, and cannot be a name</source>
        <translation>{0} ist die Nummer einer Person und kann kein Name sein</translation>
    </message>
    <message>
        <source>{0}: a bracket is not closed; &apos;[[]&apos; is the bracket itself</source>
        <translation>{0}: eine Klammer ist nicht geschlossen; „[[]“ meint die Klammer selbst</translation>
    </message>
    <message>
        <source>{0}: nothing can match it</source>
        <translation>{0}: darauf kann nichts passen</translation>
    </message>
    <message>
        <source>chosen in the settings</source>
        <translation>so eingestellt</translation>
    </message>
    <message>
        <source>no NVIDIA driver was found</source>
        <translation>kein NVIDIA-Treiber gefunden</translation>
    </message>
</context>
<context>
    <name>retraining</name>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>Gründlich</translation>
    </message>
    <message>
        <source>Edited photos found first</source>
        <translation>Bearbeitete zuerst gefunden</translation>
    </message>
    <message>
        <source>Loss: all that is to become less</source>
        <translation>Verlust: was kleiner werden soll</translation>
    </message>
    <message>
        <source>Telling photos apart</source>
        <translation>Fotos unterscheiden</translation>
    </message>
    <message>
        <source>Distance from the old model</source>
        <translation>Abstand vom alten Modell</translation>
    </message>
    <message>
        <source>Generator against critic</source>
        <translation>Generator gegen Kritiker</translation>
    </message>
    <message>
        <source>Corrector</source>
        <translation>Korrektor</translation>
    </message>
    <message>
        <source>An edited photo finds the photo first</source>
        <translation>Ein bearbeitetes Foto findet das Foto zuerst</translation>
    </message>
    <message>
        <source>Edited photos, all places counted</source>
        <translation>Bearbeitete Fotos, alle Plätze gezählt</translation>
    </message>
    <message>
        <source>Photos of one burst find each other</source>
        <translation>Fotos einer Serie finden einander</translation>
    </message>
    <message>
        <source>A light edit finds the photo first</source>
        <translation>Leicht bearbeitet findet das Foto zuerst</translation>
    </message>
    <message>
        <source>Neighbours that stay as they were</source>
        <translation>Nachbarn, die bleiben, wie sie waren</translation>
    </message>
    <message>
        <source>Photos that it did not learn from are cropped, turned, recoloured or recompressed. How many of them find the photo they were made of as the very first one?</source>
        <translation>Fotos, von denen es nicht gelernt hat, werden beschnitten, gedreht, umgefärbt oder neu komprimiert. Wie viele davon finden das Foto, aus dem sie entstanden, als allererstes?</translation>
    </message>
    <message>
        <source>The same edited photos: the mean average precision, which also counts a photo that comes second or third.</source>
        <translation>Dieselben bearbeiteten Fotos: die mittlere Präzision (mAP), die auch ein Foto an zweiter oder dritter Stelle zählt.</translation>
    </message>
    <message>
        <source>Photos taken within a few seconds: how many have another one of their burst among the first ten?</source>
        <translation>Fotos, die innerhalb weniger Sekunden entstanden: Wie viele haben ein anderes ihrer Serie unter den ersten zehn?</translation>
    </message>
    <message>
        <source>Exact copies and light edits, which have to be found in any case.</source>
        <translation>Genaue Kopien und leichte Bearbeitungen, die auf jeden Fall gefunden werden müssen.</translation>
    </message>
    <message>
        <source>How many of the ten nearest photos are the same as with the old model? Less does not mean worse, but very little would mean that much was unlearned.</source>
        <translation>Wie viele der zehn ähnlichsten Fotos sind dieselben wie beim alten Modell? Weniger heißt nicht schlechter, aber sehr wenig hieße, dass viel verlernt wurde.</translation>
    </message>
    <message>
        <source>a third of it</source>
        <translation>ein Drittel davon</translation>
    </message>
    <message>
        <source>turned by 15 degrees</source>
        <translation>um 15 Grad gedreht</translation>
    </message>
    <message>
        <source>half of it, mirrored</source>
        <translation>die Hälfte, gespiegelt</translation>
    </message>
    <message>
        <source>in other colours</source>
        <translation>in anderen Farben</translation>
    </message>
    <message>
        <source>cropped, turned and recoloured</source>
        <translation>beschnitten, gedreht und umgefärbt</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>on the processor, because PyTorch was installed without support for NVIDIA graphics cards</source>
        <translation>auf dem Prozessor, weil PyTorch ohne Unterstützung für NVIDIA-Grafikkarten installiert wurde</translation>
    </message>
    <message>
        <source>on the processor, because no NVIDIA graphics card was found</source>
        <translation>auf dem Prozessor, weil keine NVIDIA-Grafikkarte gefunden wurde</translation>
    </message>
    <message>
        <source>on the graphics card {0}</source>
        <translation>auf der Grafikkarte {0}</translation>
    </message>
    <message>
        <source>to retrain, the program needs the package {0}; install it with: {1}</source>
        <translation>zum Nachtrainieren braucht das Programm das Paket {0}; so wird es installiert: {1}</translation>
    </message>
    <message>
        <source>the trainer is not installed; install it with: {0}</source>
        <translation>der Trainer ist nicht installiert; so wird er installiert: {0}</translation>
    </message>
    <message>
        <source>this copy of the program cannot train; install it with pip instead: {0}</source>
        <translation>diese Ausgabe des Programms kann nicht trainieren; installieren Sie es stattdessen mit pip: {0}</translation>
    </message>
    <message>
        <source>{0} usable photos are too few, at least {2} are needed: choose another folder than {1}</source>
        <translation>{0} brauchbare Fotos sind zu wenige, mindestens {2} werden gebraucht: wählen Sie einen anderen Ordner als {1}</translation>
    </message>
    <message>
        <source>nearly all photos in {0} were taken at one moment or are copies: choose a folder with more different photos</source>
        <translation>fast alle Fotos in {0} entstanden im selben Augenblick oder sind Kopien: wählen Sie einen Ordner mit verschiedeneren Fotos</translation>
    </message>
    <message>
        <source>the program has changed since this retraining began: delete it and begin a new one</source>
        <translation>das Programm hat sich geändert, seit dieses Training begann: löschen Sie es, und beginnen Sie ein neues</translation>
    </message>
    <message>
        <source>the trainer ended unexpectedly: {0}</source>
        <translation>der Trainer endete unerwartet: {0}</translation>
    </message>
    <message>
        <source>the new model finds {0} more of 100 edited photos first, beyond what chance explains, and loses nothing elsewhere</source>
        <translation>das neue Modell findet {0} von 100 bearbeiteten Fotos mehr als erstes, mehr als der Zufall erklärt, und verliert sonst nichts</translation>
    </message>
    <message>
        <source>the new model finds edited photos no better than chance explains ({0} of 100)</source>
        <translation>das neue Modell findet bearbeitete Fotos nicht besser, als der Zufall erklärt ({0} von 100)</translation>
    </message>
    <message>
        <source>the new model finds copies and photos of one burst worse</source>
        <translation>das neue Modell findet Kopien und Fotos einer Serie schlechter</translation>
    </message>
    <message>
        <source>the new model finds copies worse</source>
        <translation>das neue Modell findet Kopien schlechter</translation>
    </message>
    <message>
        <source>the new model finds photos of one burst worse</source>
        <translation>das neue Modell findet Fotos einer Serie schlechter</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Go to another photo</source>
        <translation>Zu einem anderen Foto gehen</translation>
    </message>
    <message>
        <source>Select more photos</source>
        <translation>Weitere Fotos auswählen</translation>
    </message>
    <message>
        <source>Select a photo or no longer</source>
        <translation>Ein Foto auswählen oder nicht mehr</translation>
    </message>
    <message>
        <source>Look at the photo</source>
        <translation>Das Foto ansehen</translation>
    </message>
    <message>
        <source>Copy the selected files</source>
        <translation>Die ausgewählten Dateien kopieren</translation>
    </message>
    <message>
        <source>Move the selected files to the trash</source>
        <translation>Die ausgewählten Dateien in den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>What else can be done with a photo</source>
        <translation>Was sich mit einem Foto noch tun lässt</translation>
    </message>
    <message>
        <source>Show all photos again</source>
        <translation>Wieder alle Fotos zeigen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefundene Fotos</translation>
    </message>
    <message>
        <source>Right: look for more like it</source>
        <translation>Richtig: mehr davon suchen</translation>
    </message>
    <message>
        <source>Wrong: look for others</source>
        <translation>Falsch: andere suchen</translation>
    </message>
    <message>
        <source>Neither right nor wrong</source>
        <translation>Weder richtig noch falsch</translation>
    </message>
    <message>
        <source>Undo the last mark</source>
        <translation>Die letzte Markierung zurücknehmen</translation>
    </message>
    <message>
        <source>Redo the mark</source>
        <translation>Die Markierung wiederherstellen</translation>
    </message>
    <message>
        <source>One photo</source>
        <translation>Ein Foto</translation>
    </message>
    <message>
        <source>The photo before, the next one</source>
        <translation>Das vorige Foto, das nächste</translation>
    </message>
    <message>
        <source>The first photo, the last one</source>
        <translation>Das erste Foto, das letzte</translation>
    </message>
    <message>
        <source>Closer, farther</source>
        <translation>Näher, weiter weg</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>In das Fenster einpassen</translation>
    </message>
    <message>
        <source>Full size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Move what is seen</source>
        <translation>Den Ausschnitt verschieben</translation>
    </message>
    <message>
        <source>Show what is known about it</source>
        <translation>Zeigen, was darüber bekannt ist</translation>
    </message>
    <message>
        <source>Show photos like it</source>
        <translation>Ähnliche Fotos zeigen</translation>
    </message>
    <message>
        <source>Compare it with the example</source>
        <translation>Mit dem Beispiel vergleichen</translation>
    </message>
    <message>
        <source>Outline what was matched, or not</source>
        <translation>Umranden, was übereinstimmt, oder nicht</translation>
    </message>
    <message>
        <source>Why it was found</source>
        <translation>Warum es gefunden wurde</translation>
    </message>
    <message>
        <source>Search for photos like it</source>
        <translation>Nach ähnlichen Fotos suchen</translation>
    </message>
    <message>
        <source>Search by a part of it</source>
        <translation>Mit einem Teil davon suchen</translation>
    </message>
    <message>
        <source>Show faces, or not</source>
        <translation>Gesichter zeigen oder nicht</translation>
    </message>
    <message>
        <source>Go to the next face</source>
        <translation>Zum nächsten Gesicht gehen</translation>
    </message>
    <message>
        <source>Name a face</source>
        <translation>Ein Gesicht benennen</translation>
    </message>
    <message>
        <source>Draw a face that was missed</source>
        <translation>Ein übersehenes Gesicht einzeichnen</translation>
    </message>
    <message>
        <source>Move it to the trash</source>
        <translation>In den Papierkorb verschieben</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>Zurück zu den Fotos</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Yes, the same person</source>
        <translation>Ja, dieselbe Person</translation>
    </message>
    <message>
        <source>No, somebody else</source>
        <translation>Nein, jemand anderes</translation>
    </message>
    <message>
        <source>Skip the question</source>
        <translation>Die Frage überspringen</translation>
    </message>
    <message>
        <source>Write a name</source>
        <translation>Einen Namen schreiben</translation>
    </message>
    <message>
        <source>Merge the selected people</source>
        <translation>Die ausgewählten Personen vereinen</translation>
    </message>
    <message>
        <source>Hide a person, or show again</source>
        <translation>Eine Person verbergen oder wieder zeigen</translation>
    </message>
    <message>
        <source>Confirm the selected faces</source>
        <translation>Die ausgewählten Gesichter bestätigen</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Take faces out as another person</source>
        <translation>Gesichter als andere Person herausnehmen</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Undo the last decision</source>
        <translation>Die letzte Entscheidung zurücknehmen</translation>
    </message>
    <message>
        <source>Decide it again</source>
        <translation>Noch einmal so entscheiden</translation>
    </message>
    <message>
        <source>Find a name</source>
        <translation>Einen Namen suchen</translation>
    </message>
    <message>
        <source>Back to all people</source>
        <translation>Zurück zu allen Personen</translation>
    </message>
</context>
</TS>
