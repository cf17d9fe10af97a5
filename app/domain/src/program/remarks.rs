//! What else is odd about a file: none of it is a verdict, all of it is worth a look.

use super::finding::{Finding, Verdict};
use super::header::{Content, Oddity};
use super::ranges::Judged;
use super::reading::ReadProgram;
use super::size::RoundSize;

impl Finding {
    /// The verdict a finding makes, if nothing before it made one.
    pub const fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Unchanged => Some(Verdict::Unchanged),
            Self::DeadContent { .. } => Some(Verdict::DeadContent),
            Self::NoNumber => Some(Verdict::NoNumber),
            Self::NumberAndNameDisagree { .. } => Some(Verdict::NumberAndNameDisagree),
            Self::OutOfRange { .. } => Some(Verdict::OutOfRange),
            Self::NumberCollision { .. } | Self::NumberTaken { .. } => Some(Verdict::NumberCollision),
            Self::SameFileTwice { .. } | Self::DuplicateContent { .. } => Some(Verdict::DuplicateContent),
            Self::NewVersion { .. } => Some(Verdict::NewVersion),
            Self::NumberReserved { .. }
            | Self::NoRoundSize
            | Self::NoRangeForSize { .. }
            | Self::TitleAgainstGeometry { .. }
            | Self::SizeFromGeometry { .. }
            | Self::NoCode
            | Self::NoEnd
            | Self::CallsAnother
            | Self::NameHasNoNumber { .. }
            | Self::NameNotFiveDigits { .. }
            | Self::NameSuffix { .. }
            | Self::Header { .. }
            | Self::Names { .. }
            | Self::FormerNumbers { .. } => None,
        }
    }
}

pub(super) fn remarks(file: &ReadProgram, judged: Judged) -> Vec<Finding> {
    let mut found = Vec::new();
    if file.header.content == Content::Alive && file.number().is_some() {
        of_size(file, judged, &mut found);
        of_code(file, &mut found);
    }
    of_name(file, &mut found);
    let oddities = file.header.oddities.iter().copied();
    found.extend(
        // A file that is dead is no text either: said once.
        oddities
            .filter(|oddity| file.header.content == Content::Alive || *oddity != Oddity::NotText)
            .map(|oddity| Finding::Header { oddity }),
    );
    let (former, named): (Vec<_>, Vec<_>) =
        file.references.iter().partition(|reference| reference.relation.is_former());
    let numbers = |list: Vec<&super::references::Reference>| list.iter().map(|one| one.number).collect();
    if !named.is_empty() {
        found.push(Finding::Names { numbers: numbers(named) });
    }
    if !former.is_empty() {
        found.push(Finding::FormerNumbers { numbers: numbers(former) });
    }
    found
}

fn of_size(file: &ReadProgram, judged: Judged, found: &mut Vec<Finding>) {
    match (file.size(), file.size_turned()) {
        (Some(title), Some(turned)) if title.distance(turned) > RoundSize::TOLERANCE => {
            found.push(Finding::TitleAgainstGeometry { title, turned });
        }
        (None, Some(turned)) => found.push(Finding::SizeFromGeometry { turned }),
        (None, None) => found.push(Finding::NoRoundSize),
        (Some(_), _) => {}
    }
    if let Some(size) = file.size().filter(|_| judged == Judged::NoRange) {
        found.push(Finding::NoRangeForSize { size });
    }
}

fn of_code(file: &ReadProgram, found: &mut Vec<Finding>) {
    if file.code.words == 0 {
        found.push(Finding::NoCode);
    } else if !file.code.ends {
        found.push(Finding::NoEnd);
    }
    if file.code.calls {
        found.push(Finding::CallsAnother);
    }
}

fn of_name(file: &ReadProgram, found: &mut Vec<Finding>) {
    let Some(name) = &file.name else {
        found.extend(file.number().map(|inside| Finding::NameHasNoNumber { inside }));
        return;
    };
    if name.digits != 5 {
        found.push(Finding::NameNotFiveDigits { digits: name.digits });
    }
    if let Some(suffix) = name.suffix.clone() {
        found.push(Finding::NameSuffix { suffix });
    }
}
