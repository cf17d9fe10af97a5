//! A small shop of programs: parts of several sizes, copies, numbers in the wrong range and outside every range,
//! reservations, a trash, and what was renumbered.

use crate::Year;
use domain::command::{Answer, Command};
use domain::person::{Actor, Role, Roles};
use domain::program::{Ask, Becomes, Filed, Move, ProgramAnswer, ProgramCommand, ProgramNumber, RoundSize};

fn programmer() -> Actor {
    Actor::person("Sven Albers", Roles::new([Role::Programmer]))
}

/// Number, title, depth of the cut in hundredths, and a comment where there is one.
const PARTS: [(u32, &str, u32, &str); 31] = [
    (62_500, "6.25IN DIA 66.6MM ID .75 THK", 75, ""),
    (62_501, "6.25IN DIA 66.6MM ID 1.00 THK", 100, ""),
    (62_502, "6.25IN DIA 71.6MM ID 1.25 THK HC .5", 125, ""),
    (62_504, "6.25IN DIA 73.1MM ID 1.50 THK", 150, ""),
    (62_505, "6.25IN DIA 73.1MM ID 2.00 THK 2PC LUG", 200, "Pairs w/o62506"),
    (62_506, "6.25IN DIA 73.1MM ID 1.00 THK 2PC STUD", 101, "Pairs w/o62505"),
    (60_000, "6.00IN DIA 56.1MM ID .75 THK", 76, ""),
    (60_001, "6.00IN DIA 60.1MM ID 1.00 THK", 102, ""),
    (60_002, "6.00IN DIA 64.1MM ID 1.25 THK HC .5", 126, ""),
    (60_010, "6.25IN DIA 64.1MM ID 1.50 THK", 151, ""),
    (50_000, "5.75IN DIA 54.1MM ID .50 THK", 50, ""),
    (50_001, "5.75IN DIA 56.1MM ID .75 THK", 77, "MADE OFF OF o50000"),
    (50_002, "5.75IN DIA 57.1MM ID 1.00 THK", 103, ""),
    (70_000, "7.00IN DIA 78.1MM ID 1.00 THK", 104, ""),
    (70_001, "7.00IN DIA 87.1MM ID 1.25 THK HC .5", 127, ""),
    (70_002, "7.00IN DIA 93.1MM ID 1.50 THK", 152, ""),
    (70_003, "7.00IN DIA 93.1MM ID 2.00 THK", 201, ""),
    (75_000, "7.50IN DIA 93.1MM ID 1.00 THK", 105, ""),
    (75_001, "7.50IN DIA 106.1MM ID 1.25 THK", 128, ""),
    (79_500, "7.50IN DIA 110MM ID 1.50 THK HC .5", 153, ""),
    (80_000, "8.00IN DIA 108MM ID 2.00 THK STEEL HCS-1", 202, ""),
    (80_009, "8.00IN DIA 108MM ID 2.00 THK STEEL HCS-1", 202, ""),
    (80_052, "8.00IN DIA 108MM ID 2.00 THK STEEL HCS-1", 202, ""),
    (85_000, "8.50IN DIA 121MM ID 1.50 THK", 154, ""),
    (90_000, "9.50IN DIA 125.1MM ID 2.50 THK", 250, ""),
    (10_000, "10.25IN DIA 170MM ID 2.00 THK", 203, ""),
    (10_001, "10.50IN DIA 170MM ID 3.00 THK", 300, ""),
    (13_000, "13.0IN DIA 220MM ID 4.00 THK HC 1.5", 400, ""),
    (13_001, "13.0IN DIA 220MM ID 3.50 THK HC 1.5", 350, ""),
    (306, "6.25IN DIA 60MM ID .75 THK 2PC", 78, "RING SIDE"),
    (99_001, "CUT LATHE SOFT JAWS", 10, "10 INCH CHUCK"),
];

fn file(value: u32, title: &str, cut: u32, comment: &str) -> Option<Filed> {
    let number = ProgramNumber::from_value(value)?;
    let comment = if comment.is_empty() { String::new() } else { format!("({comment})\n") };
    let depth = f64::from(cut) / 100.0;
    let text = format!(
        "%\n{number} ({title})\n\n{comment}G00 G53 X-11. Z-13. (TOOL CHANGE)\nT101 (TURN TOOL)\nG50 S2800 (MAX RPM)\n\
         G97 S900 M03\nG54 G00 X8. Z.1 M08\nG01 Z0. F.015\nX2.2\nG00 Z-{depth:.2}\nG01 X2.4 F.008\nG00 Z.5 M09\n\
         G53 X-11. Z-13. M05\nM30\n%\n"
    );
    Some(Filed::new(format!("{}.nc", number.file_stem()), text.as_bytes(), Becomes::New { number }))
}

impl Year {
    /// A morning in the shop.
    pub fn leave_programs(&mut self) {
        let who = programmer();
        let admin = Actor::person("demo", Roles::all());
        self.ask(&admin, 5, Command::AddPerson { name: who.name.clone(), roles: who.roles });
        let files =
            PARTS.iter().filter_map(|(value, title, cut, comment)| file(*value, title, *cut, comment));
        let import = ProgramCommand::Import { source: "nc".to_owned(), files: files.collect() };
        let Some(Answer::Programs(ProgramAnswer::Imported { new, .. })) = self.of_programs(20, import) else {
            return;
        };
        let at = |value: u32| {
            let place = PARTS.iter().position(|part| part.0 == value)?;
            Some((*new.get(place)?, ProgramNumber::from_value(value)?))
        };
        if let (Some((program, from)), Some(to)) = (at(60_010), ProgramNumber::from_value(62_503)) {
            let moves = vec![Move { program, from, to }];
            let reason = "richtiger Bereich".to_owned();
            self.of_programs(15, ProgramCommand::Renumber { moves, follow: true, reason });
        }
        if let Some((program, _)) = at(50_002) {
            let reason = "Teil wird nicht mehr gedreht".to_owned();
            self.of_programs(10, ProgramCommand::Delete { programs: vec![program], reason });
        }
        if let Some((program, _)) = at(62_501)
            && let Some(Filed { name, content, imprint, .. }) =
                file(62_501, "6.25IN DIA 66.6MM ID 1.00 THK", 101, "DEEPER")
        {
            let filed = Filed { name, content, imprint, becomes: Becomes::Version { program } };
            self.of_programs(30, ProgramCommand::Import { source: "L1".to_owned(), files: vec![filed] });
        }
        for (size, count, purpose) in [(6_250, 4, "Serie für L1"), (13_000, 2, "Angebot 418")] {
            if let Some(size) = RoundSize::from_thousandths(size) {
                let ask = Ask { count, ..Ask::of_size(size) };
                self.of_programs(
                    10,
                    ProgramCommand::Reserve { ask, purpose: purpose.to_owned(), until: None },
                );
            }
        }
        let numbers = ProgramNumber::from_value(70_666).into_iter().collect();
        let reason = "steht auf einer alten Vorrichtung".to_owned();
        self.of_programs(5, ProgramCommand::Retire { numbers, reason });
    }

    fn of_programs(&mut self, minutes: i64, command: ProgramCommand) -> Option<Answer> {
        self.ask(&programmer(), minutes, Command::Program(command))
    }
}
