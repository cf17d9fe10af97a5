//! What a shop does all day.

use super::support::*;
use domain::command::Command;
use domain::program::history::{AboutProgram, line, tell};
use domain::program::{
    Ask, Becomes, Filed, Move, ProgramAnswer, ProgramCommand, ProgramState, RangeTable, Restoring,
};
use domain::words::Language;

#[test]
fn a_number_is_in_use_as_soon_as_a_program_has_it_and_rests_when_it_is_deleted() {
    let mut shop = shop();
    let programs = shop.with(&[(62_500, "6.25 DIA 60MM ID .75"), (306, "6.25 DIA 60MM ID .75 2PC")]);
    assert_eq!((shop.state(62_500), shop.state(306)), (ProgramState::InUse, ProgramState::InUse));
    assert_eq!(shop.reserve("6.25", 1), vec![number(62_501)]);
    shop.delete(programs[0]);
    assert_eq!(shop.state(62_500), ProgramState::Cooling);
    assert_eq!(shop.reserve("6.25", 1), vec![number(62_502)], "a machine may still hold the old program");
    shop.days = 31;
    shop.housekeep();
    assert_eq!(shop.state(62_500), ProgramState::Free);
    assert_eq!(shop.reserve("6.25", 1), vec![number(62_500)]);
}

#[test]
fn two_people_never_get_the_same_number() {
    let mut shop = shop();
    let ask = Ask { count: 3, contiguous: true, ..Ask::of_size(size("7.0")) };
    let reserve = |ask: &Ask| {
        let (ask, until) = (ask.clone(), None);
        Command::Program(ProgramCommand::Reserve { ask, purpose: "a job".into(), until })
    };
    let one = shop.perform(&person("Anna"), reserve(&ask)).unwrap();
    let other = shop.perform(&person("Ben"), reserve(&ask)).unwrap();
    assert_ne!(one, other);
    let wish = Ask { preferred: Some(number(70_001)), count: 1, contiguous: false, ..ask };
    assert_eq!(
        shop.perform(&person("Ben"), reserve(&wish)).unwrap_err().to_string(),
        "O70001 is reserved (last Anna): choose another number."
    );
}

#[test]
fn what_somebody_reserved_only_that_person_fills() {
    let mut shop = shop();
    shop.reserve("6.25", 1);
    let file = Filed::new(
        "o62500.nc",
        nc(62_500, "6.25 DIA", 1).as_bytes(),
        Becomes::New { number: number(62_500) },
    );
    let import = || {
        let files = vec![file.clone()];
        Command::Program(ProgramCommand::Import { source: "nc".into(), files })
    };
    assert_eq!(
        shop.perform(&person("Ben"), import()).unwrap_err().to_string(),
        "O62500 is reserved (last Anna): choose another number."
    );
    shop.perform(&person("Anna"), import()).unwrap();
    assert_eq!(shop.state(62_500), ProgramState::InUse);
}

#[test]
fn a_reservation_is_extended_released_and_ends_by_itself() {
    let mut shop = shop();
    let until = Some(shop.now().plus_seconds(86_400));
    let ask = Ask { count: 2, ..Ask::of_size(size("8.0")) };
    shop.and(ProgramCommand::Reserve { ask, purpose: "a job".into(), until });
    let later = Some(shop.now().plus_seconds(10 * 86_400));
    shop.and(ProgramCommand::Extend { numbers: vec![number(80_000)], until: later });
    shop.days = 2;
    shop.housekeep();
    assert_eq!((shop.state(80_000), shop.state(80_001)), (ProgramState::Reserved, ProgramState::Free));
    shop.and(ProgramCommand::Release { numbers: vec![number(80_000)], reason: "job cancelled".into() });
    assert_eq!(shop.state(80_000), ProgramState::Free);
    assert_eq!(
        shop.refused(ProgramCommand::Release { numbers: vec![number(80_000)], reason: "twice".into() }),
        "O80000 is not reserved: look at the list of reservations again."
    );
}

#[test]
fn a_retired_number_is_never_given_again() {
    let mut shop = shop();
    shop.and(ProgramCommand::Retire { numbers: vec![number(62_500)], reason: "on an old lathe".into() });
    assert_eq!(shop.reserve("6.25", 1), vec![number(62_501)]);
    let again = ProgramCommand::Release { numbers: vec![number(62_500)], reason: "try".into() };
    assert_eq!(shop.refused(again), "O62500 is retired and stays so.");
}

#[test]
fn renumbering_changes_the_digits_on_the_o_line_and_comments_that_name_it_follow() {
    let mut shop = shop();
    let one = shop.with(&[(62_007, "6.25 DIA 60MM 2PC")])[0];
    let pair = shop.with(&[(62_501, "6.25 DIA 60MM 2PC, Pairs w/o62007")])[0];
    let before = shop.content(one);
    let answer = shop.renumber(one, 62_007, 62_502);
    assert!(matches!(answer, ProgramAnswer::Renumbered { followed, .. } if followed == vec![pair]));
    assert_eq!(shop.content(one), before.replace("O62007", "O62502"));
    assert!(shop.content(pair).contains("Pairs w/o62502"));
    assert_eq!((shop.state(62_007), shop.state(62_502)), (ProgramState::Cooling, ProgramState::InUse));
    let earlier = &shop.lab.shop.programs.get(one).unwrap().earlier;
    assert_eq!(earlier[0].number, number(62_007), "who was O62007?");
}

#[test]
fn a_plan_is_carried_out_as_shown_or_not_at_all() {
    let mut shop = shop();
    let ids = shop.with(&[(62_007, "6.25 DIA 60MM"), (62_008, "6.25 DIA 70MM")]);
    let moves = vec![
        Move { program: ids[0], from: number(62_007), to: number(62_500) },
        Move { program: ids[1], from: number(62_008), to: number(62_501) },
    ];
    let plan = ProgramCommand::Renumber { moves, follow: false, reason: "right range".into() };
    shop.reserve("6.25", 2);
    let seq = shop.lab.head.seq;
    let sentence = {
        let mut ben = |command| shop.perform(&person("Ben"), Command::Program(command)).unwrap_err();
        ben(plan.clone()).to_string()
    };
    assert!(
        sentence.starts_with("Something changed since the preview, nothing was done: O62500"),
        "{sentence}"
    );
    assert_eq!(shop.lab.head.seq, seq);
    shop.and(plan);
    assert_eq!(shop.state(62_501), ProgramState::InUse);
}

#[test]
fn one_undo_gives_numbers_and_contents_back_byte_for_byte() {
    let mut shop = shop();
    let text = nc(2_822, "6.25 IN 67.1", 5).replace("O02822", "o2822");
    let file = Filed::new("o2822.nc", text.as_bytes(), Becomes::New { number: number(2_822) });
    shop.and(ProgramCommand::Import { source: "nc".into(), files: vec![file] });
    let id = domain::id::ProgramId::new(1);
    shop.renumber(id, 2_822, 62_500);
    assert!(shop.content(id).contains("o62500"));
    let entry = shop.lab.head.seq;
    shop.and(ProgramCommand::Undo { entry });
    assert_eq!(shop.content(id), text, "four digits as they were");
    assert_eq!((shop.state(2_822), shop.state(62_500)), (ProgramState::InUse, ProgramState::Free));
    assert_eq!(
        shop.refused(ProgramCommand::Undo { entry }),
        format!("Entry {entry} was taken back already.")
    );
}

#[test]
fn an_import_is_taken_back_only_while_nothing_was_changed() {
    let mut shop = shop();
    let ids = shop.with(&[(70_000, "7.0 DIA"), (70_001, "7.0 DIA 2")]);
    let entry = shop.lab.head.seq;
    shop.renumber(ids[0], 70_000, 70_002);
    assert_eq!(
        shop.refused(ProgramCommand::Undo { entry }),
        format!("Entry {entry} cannot be taken back any more: O70002 was changed since.")
    );
    let ids = shop.with(&[(70_010, "7.0 DIA")]);
    let entry = shop.lab.head.seq;
    shop.and(ProgramCommand::Undo { entry });
    assert_eq!(shop.state(70_010), ProgramState::Free);
    assert_eq!(shop.lab.shop.number_of(ids[0]), None);
}

#[test]
fn a_deleted_program_comes_back_under_its_number_or_another() {
    let mut shop = shop();
    let ids = shop.with(&[(70_000, "7.0 DIA")]);
    shop.delete(ids[0]);
    shop.and(restoring(ids[0], None));
    assert_eq!(shop.state(70_000), ProgramState::InUse);
    shop.delete(ids[0]);
    shop.days = 40;
    shop.housekeep();
    shop.reserve("7.0", 1);
    assert_eq!(
        shop.refused(restoring(ids[0], None)),
        "O70000 went to somebody else meanwhile: restore O70000 with a free number."
    );
    shop.and(restoring(ids[0], Some(70_001)));
    assert!(shop.content(ids[0]).contains("O70001"), "the number inside is the program's");
    assert_eq!(
        shop.refused(ProgramCommand::Restore { programs: vec![Restoring { program: ids[0], number: None }] }),
        "O70001 is not in the trash."
    );
}

#[test]
fn a_purged_program_stays_away() {
    let mut shop = shop();
    let ids = shop.with(&[(70_000, "7.0 DIA")]);
    let purge = ProgramCommand::Purge { programs: ids.clone(), reason: "never made".into() };
    assert_eq!(shop.refused(purge.clone()), "O70000 is not in the trash.");
    shop.delete(ids[0]);
    shop.and(purge);
    assert_eq!(shop.refused(restoring(ids[0], None)), "O70000 is not in the trash.");
}

#[test]
fn a_file_that_says_another_number_inside_is_not_taken_in() {
    let mut shop = shop();
    let bytes = nc(70_000, "7.0 DIA", 1);
    let files = vec![Filed::new("o70001.nc", bytes.as_bytes(), Becomes::New { number: number(70_001) })];
    assert_eq!(
        shop.refused(ProgramCommand::Import { source: "nc".into(), files }),
        "o70001.nc says O70000 inside, not O70001: read it in again."
    );
}

#[test]
fn all_files_of_a_batch_come_in_or_none() {
    let mut shop = shop();
    shop.with(&[(70_000, "7.0 DIA")]);
    let filed = |value: u32| {
        let bytes = nc(value, "7.0 DIA", 2);
        Filed::new(format!("o{value}.nc"), bytes.as_bytes(), Becomes::New { number: number(value) })
    };
    let files = vec![filed(70_001), filed(70_000)];
    assert_eq!(
        shop.refused(ProgramCommand::Import { source: "nc".into(), files }),
        "O70000 is in use (last Anna): choose another number."
    );
    assert_eq!(shop.state(70_001), ProgramState::Free);
    let files = vec![filed(70_001), filed(70_001)];
    assert_eq!(
        shop.refused(ProgramCommand::Import { source: "nc".into(), files }),
        "O70001 would go to two programs: give one of them another number."
    );
}

#[test]
fn a_new_table_of_ranges_counts_from_its_version_on() {
    let mut shop = shop();
    let answer = shop.and(ProgramCommand::LoadRanges { table: RangeTable::b() });
    assert_eq!(answer, ProgramAnswer::Ranges { version: 1 });
    assert_eq!(shop.reserve("10.25", 1), vec![number(11_000)]);
    assert_eq!(
        shop.refused(ProgramCommand::LoadRanges { table: RangeTable::b() }),
        "This table of ranges is the current one already."
    );
    let mut flawed = RangeTable::b();
    flawed.ranges[0].last = number(11_000);
    assert_eq!(
        shop.refused(ProgramCommand::LoadRanges { table: flawed }),
        "This table of ranges cannot count: the ranges `10.0` and `10.25` share numbers from O11000 to O11000: end \
         one before the other begins."
    );
}

#[test]
fn a_full_range_gives_nothing() {
    let mut shop = shop();
    let ask = Ask { count: 1000, ..Ask::of_size(size("13.0")) };
    shop.and(ProgramCommand::Reserve { ask, purpose: "all of them".into(), until: None });
    let ask = Ask::of_size(size("13.0"));
    assert_eq!(
        shop.refused(ProgramCommand::Reserve { ask, purpose: "one more".into(), until: None }),
        "The range 13.0 has 0 free numbers, not 1. No range has that many."
    );
}

#[test]
fn the_life_of_a_number_and_of_a_program_reads_as_sentences() {
    let mut shop = shop();
    let ids = shop.with(&[(62_007, "6.25 DIA 60MM")]);
    shop.renumber(ids[0], 62_007, 62_500);
    shop.delete(ids[0]);
    let life = |about, language| {
        let told = shop.entries.iter().flat_map(|(_, events)| tell(events, about, language));
        told.map(|told| format!("{}: {}", told.title, told.sentence)).collect::<Vec<_>>()
    };
    assert_eq!(
        life(AboutProgram::Number(number(62_007)), Language::English),
        ["In use: The program P-0001 has it.", "Cooling: Until 03.12.2025: right range (O62007 → O62500)."]
    );
    assert_eq!(
        life(AboutProgram::Program(ids[0]), Language::German),
        [
            "Aufgenommen: Als O62007 aus o62007.nc.",
            "Umnummeriert: Von O62007 zu O62500.",
            "Nummer in der Datei: Fassung 2: In der Datei steht nun O62500.",
            "Gelöscht: not made any more."
        ]
    );
    let lines: Vec<_> =
        shop.entries.iter().filter_map(|(_, events)| line(events, Language::English)).collect();
    assert_eq!(
        lines,
        ["took O62007 in, version 1", "renumbered O62007 to O62500", "deleted O62500: not made any more"]
    );
}
