//! Verdicts, findings and reasons in words, German and English side by side.

use super::finding::{Action, Finding, Holding, Verdict, Why};
use super::header::{Content, Oddity};
use super::name::NameSuffix;
use super::number::ProgramNumber;
use crate::words::{Language, Say};

impl Say for Verdict {
    /// A label: `Nummer doppelt vergeben`.
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::Unchanged => ("unverändert", "unchanged"),
            Self::DeadContent => ("toter Inhalt", "dead content"),
            Self::NoNumber => ("keine Nummer", "no number"),
            Self::NumberAndNameDisagree => ("Nummer und Name verschieden", "number and name disagree"),
            Self::OutOfRange => ("außerhalb des Bereichs", "out of range"),
            Self::NumberCollision => ("Nummer schon belegt", "number collision"),
            Self::DuplicateContent => ("gleicher Inhalt", "duplicate content"),
            Self::NewVersion => ("neue Fassung", "new version"),
            Self::New => ("neu", "new"),
        };
        language.pick(german, english).to_owned()
    }
}

impl Say for Action {
    fn say(&self, language: Language) -> String {
        let (german, english) = match self {
            Self::Import => ("aufnehmen", "import"),
            Self::Skip => ("auslassen", "skip"),
            Self::Version => ("als neue Fassung", "as a new version"),
            Self::Renumber => ("unter neuer Nummer", "under a new number"),
        };
        language.pick(german, english).to_owned()
    }
}

impl Say for Why {
    fn say(&self, language: Language) -> String {
        match language {
            Language::German => self.german(),
            Language::English => self.english(),
        }
    }
}

impl Why {
    fn german(self) -> String {
        match self {
            Self::NothingChanged => "Genau diese Datei ist schon aufgenommen.".into(),
            Self::NothingToKeep => "Die Datei ist leer oder defekt: die Sicherung suchen, oder die Nummer freigeben.".into(),
            Self::NoNumberInside => "In den ersten zehn Zeilen steht keine O-Nummer: ist es ein Programm, die O-Zeile ergänzen.".into(),
            Self::InsideCounts { name } => format!("Die Maschine findet das Programm unter der Nummer in der Datei; {name} bleibt frei."),
            Self::NameIsFree { inside } => format!("{inside} aus der Datei ist schon belegt, die Nummer im Dateinamen ist frei."),
            Self::BothTaken { inside, name } => format!("{inside} aus der Datei und {name} aus dem Namen sind belegt: eine andere Nummer wählen."),
            Self::MachineHasIt => "Die Nummer bleibt, denn die Maschinen kennen sie; die vorgeschlagene läge im richtigen Bereich.".into(),
            Self::TitleIsDoubtful { turned } => {
                format!("Die Nummer bleibt: gedreht wird {turned}, und dort liegt sie richtig; den Titel prüfen.")
            }
            Self::MachineHasItAndRangeIsFull => "Die Nummer bleibt: im richtigen Bereich ist keine frei.".into(),
            Self::KeepsNumber => "Von den Dateien mit dieser Nummer behält diese sie.".into(),
            Self::GivesWay { number } => format!("{number} gehört schon einem anderen Teil: das Programm bekommt die nächste freie Nummer."),
            Self::NoneFree => "Im richtigen Bereich ist keine Nummer frei: den Bereich erweitern oder selbst eine wählen.".into(),
            Self::SameFile => "Dieselbe Nummer mit demselben Inhalt ist schon dabei.".into(),
            Self::SameContent { of } => format!("{of} hat denselben Inhalt und behält ihn."),
            Self::SamePart => "Dasselbe Teil unter derselben Nummer: eine neue Fassung.".into(),
            Self::NewNumber => "Die Nummer ist frei.".into(),
            Self::NewReserved => "Die Nummer ist reserviert; das Programm nimmt sie ein.".into(),
        }
    }

    fn english(self) -> String {
        match self {
            Self::NothingChanged => "Exactly this file is there already.".into(),
            Self::NothingToKeep => "The file is empty or broken: look for its backup, or let the number go.".into(),
            Self::NoNumberInside => "The first ten lines hold no O-number: if it is a program, write its O-line.".into(),
            Self::InsideCounts { name } => format!("The machine finds it by the number inside the file; {name} stays free."),
            Self::NameIsFree { inside } => format!("{inside} inside the file is taken; the number of the file name is free."),
            Self::BothTaken { inside, name } => format!("{inside} inside the file and {name} in its name are taken: choose another number."),
            Self::MachineHasIt => "It keeps its number, because the machines know it; the suggested one lies in the right range.".into(),
            Self::TitleIsDoubtful { turned } => {
                format!("It keeps its number: the code turns {turned}, whose range it lies in; look at the title.")
            }
            Self::MachineHasItAndRangeIsFull => "It keeps its number: the right range has none free.".into(),
            Self::KeepsNumber => "Of the files with this number, this one keeps it.".into(),
            Self::GivesWay { number } => format!("{number} belongs to another part already: the program gets the next free number."),
            Self::NoneFree => "The right range has no free number: extend the range or choose a number.".into(),
            Self::SameFile => "The same number with the same content is among the files already.".into(),
            Self::SameContent { of } => format!("{of} has the same content and keeps it."),
            Self::SamePart => "The same part under the same number: a new version.".into(),
            Self::NewNumber => "The number is free.".into(),
            Self::NewReserved => "The number is reserved; the program takes it.".into(),
        }
    }
}

impl Say for Finding {
    fn say(&self, language: Language) -> String {
        match language {
            Language::German => self.german(),
            Language::English => self.english(),
        }
    }
}

fn listed(numbers: &[ProgramNumber]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl Holding {
    const fn german(self) -> &'static str {
        match self {
            Self::Program => "gehört einem anderen Teil",
            Self::Reserved => "ist reserviert",
            Self::Cooling => "ruht noch: eine Maschine kann das alte Programm haben",
            Self::Retired => "ist aus dem Verkehr gezogen",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Program => "belongs to another part",
            Self::Reserved => "is reserved",
            Self::Cooling => "still rests: a machine may have the old program",
            Self::Retired => "is retired",
        }
    }
}

impl Finding {
    fn german(&self) -> String {
        match self {
            Self::Unchanged => "Genau so ist das Programm schon aufgenommen.".into(),
            Self::DeadContent { content: Content::Dead { byte } } => {
                format!("Die Datei besteht nur aus dem Byte 0x{byte:02X}.")
            }
            Self::DeadContent { .. } => "Die Datei ist leer.".into(),
            Self::NoNumber => "In den ersten zehn Zeilen steht keine O-Nummer.".into(),
            Self::NumberAndNameDisagree { inside, name } => {
                format!("In der Datei steht {inside}, im Namen {name}.")
            }
            Self::OutOfRange { size, belongs_in, lies_in: Some(lies_in) } => {
                format!(
                    "Teile mit {size} Zoll gehören in den Bereich {belongs_in}; die Nummer liegt in {lies_in}."
                )
            }
            Self::OutOfRange { size, belongs_in, lies_in: None } => {
                format!(
                    "Teile mit {size} Zoll gehören in den Bereich {belongs_in}; die Nummer liegt in keinem."
                )
            }
            Self::NumberCollision { number, files } => {
                format!("Anderen Inhalt unter {number} hat auch {}.", files.join(", "))
            }
            Self::NumberTaken { number, by } => format!("{number} {}.", by.german()),
            Self::NumberReserved { number } => format!("{number} ist reserviert."),
            Self::SameFileTwice { file } => format!("{file} hat dieselbe Nummer und denselben Inhalt."),
            Self::DuplicateContent { of, file: Some(file) } => {
                format!("{of} hat denselben Inhalt ({file}).")
            }
            Self::DuplicateContent { of, file: None } => format!("{of} im Register hat denselben Inhalt."),
            Self::NewVersion { title_only: true } => "Geändert ist nur die O-Zeile.".into(),
            Self::NewVersion { title_only: false } => "Dasselbe Teil mit anderem Inhalt.".into(),
            Self::NoRoundSize => "Der Titel nennt keine Rohlinggröße.".into(),
            Self::NoRangeForSize { size } => format!("Zur Größe {size} gehört kein Bereich."),
            Self::TitleAgainstGeometry { title, turned } => {
                format!("Der Titel sagt {title}, gedreht wird {turned}.")
            }
            Self::SizeFromGeometry { turned } => {
                format!("Der Titel nennt keine Größe, gedreht wird {turned}.")
            }
            Self::NoCode => "Die Datei hat eine Nummer, aber keinen Code.".into(),
            Self::NoEnd => "Weder M30 noch M02: das Programm endet nicht.".into(),
            Self::CallsAnother => "Es ruft mit M97 oder M98 ein anderes Programm auf.".into(),
            Self::NameHasNoNumber { inside } => format!("Der Dateiname sagt nichts von {inside}."),
            Self::NameNotFiveDigits { digits } => format!("Der Dateiname hat {digits} statt fünf Ziffern."),
            Self::NameSuffix { suffix } => format!("Der Dateiname trägt den Zusatz {}.", suffix_text(suffix)),
            Self::Header { oddity } => oddity.german(),
            Self::Names { numbers } => format!("Es nennt {}.", listed(numbers)),
            Self::FormerNumbers { numbers } => format!("Es hieß früher {}.", listed(numbers)),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Unchanged => "The program is there exactly like this.".into(),
            Self::DeadContent { content: Content::Dead { byte } } => {
                format!("The file is nothing but the byte 0x{byte:02X}.")
            }
            Self::DeadContent { .. } => "The file is empty.".into(),
            Self::NoNumber => "The first ten lines hold no O-number.".into(),
            Self::NumberAndNameDisagree { inside, name } => {
                format!("The file holds {inside}, its name says {name}.")
            }
            Self::OutOfRange { size, belongs_in, lies_in: Some(lies_in) } => {
                format!("Parts of {size} inch belong in range {belongs_in}; the number lies in {lies_in}.")
            }
            Self::OutOfRange { size, belongs_in, lies_in: None } => {
                format!("Parts of {size} inch belong in range {belongs_in}; the number lies in no range.")
            }
            Self::NumberCollision { number, files } => {
                format!("Another content under {number} is in {}.", files.join(", "))
            }
            Self::NumberTaken { number, by } => format!("{number} {}.", by.english()),
            Self::NumberReserved { number } => format!("{number} is reserved."),
            Self::SameFileTwice { file } => format!("{file} has the same number and content."),
            Self::DuplicateContent { of, file: Some(file) } => format!("{of} has the same content ({file})."),
            Self::DuplicateContent { of, file: None } => {
                format!("{of} in the registry has the same content.")
            }
            Self::NewVersion { title_only: true } => "Only the O-line changed.".into(),
            Self::NewVersion { title_only: false } => "The same part with another content.".into(),
            Self::NoRoundSize => "The title names no round size.".into(),
            Self::NoRangeForSize { size } => format!("No range belongs to size {size}."),
            Self::TitleAgainstGeometry { title, turned } => {
                format!("The title says {title}, the code turns {turned}.")
            }
            Self::SizeFromGeometry { turned } => format!("The title names no size, the code turns {turned}."),
            Self::NoCode => "The file has a number, but no code.".into(),
            Self::NoEnd => "Neither M30 nor M02: the program does not end.".into(),
            Self::CallsAnother => "It calls another program with M97 or M98.".into(),
            Self::NameHasNoNumber { inside } => format!("The file name says nothing of {inside}."),
            Self::NameNotFiveDigits { digits } => {
                format!("The file name has {digits} digits instead of five.")
            }
            Self::NameSuffix { suffix } => format!("The file name carries {}.", suffix_text(suffix)),
            Self::Header { oddity } => oddity.english(),
            Self::Names { numbers } => format!("It names {}.", listed(numbers)),
            Self::FormerNumbers { numbers } => format!("It was {} before.", listed(numbers)),
        }
    }
}

fn suffix_text(suffix: &NameSuffix) -> String {
    match suffix {
        NameSuffix::Copy { count } => format!("({count})"),
        NameSuffix::Underscore { count } => format!("_{count}"),
        NameSuffix::Words { text } => format!("`{text}`"),
    }
}

impl Oddity {
    fn german(self) -> String {
        match self {
            Self::ByteOrderMark => "Vor der ersten Zeile steht eine Byte-Reihenfolge-Marke.".into(),
            Self::NotText => "Die Datei ist kein Text.".into(),
            Self::OnPercentLine => "Die O-Nummer steht hinter dem % auf derselben Zeile.".into(),
            Self::FourDigits => "Die O-Nummer hat vier statt fünf Ziffern.".into(),
            Self::TooManyDigits => "Die O-Nummer hat mehr als fünf Ziffern.".into(),
            Self::NoBlankBeforeTitle => "Zwischen O-Nummer und Titel fehlt die Lücke.".into(),
            Self::NoTitle => "Die O-Zeile hat keinen Titel.".into(),
            Self::TitleNotClosed => "Die Klammer des Titels ist nicht geschlossen.".into(),
            Self::SecondParenthesis => "Die O-Zeile hat eine zweite Klammer.".into(),
            Self::MoreNumberLines { count: 1 } => "Noch eine Zeile beginnt wie eine O-Zeile.".into(),
            Self::MoreNumberLines { count } => format!("Noch {count} Zeilen beginnen wie eine O-Zeile."),
            Self::NumberLineTooLate { line } => format!("Erst Zeile {line} beginnt wie eine O-Zeile."),
        }
    }

    fn english(self) -> String {
        match self {
            Self::ByteOrderMark => "A byte order mark stands before the first line.".into(),
            Self::NotText => "The file is no text.".into(),
            Self::OnPercentLine => "The O-number stands behind the % on the same line.".into(),
            Self::FourDigits => "The O-number has four digits instead of five.".into(),
            Self::TooManyDigits => "The O-number has more than five digits.".into(),
            Self::NoBlankBeforeTitle => "No blank stands between O-number and title.".into(),
            Self::NoTitle => "The O-line has no title.".into(),
            Self::TitleNotClosed => "The parenthesis of the title is not closed.".into(),
            Self::SecondParenthesis => "The O-line has a second parenthesis.".into(),
            Self::MoreNumberLines { count: 1 } => "One more line begins like an O-line.".into(),
            Self::MoreNumberLines { count } => format!("{count} more lines begin like an O-line."),
            Self::NumberLineTooLate { line } => format!("Only line {line} begins like an O-line."),
        }
    }
}
