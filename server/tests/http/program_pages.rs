//! The pages of the program registry, as a browser without scripts uses them.

use crate::support::{Lab, clock};
use axum::http::StatusCode;
use domain::command::{Command, Request};
use domain::person::{Actor, Role, Roles};
use domain::program::{Becomes, Filed, ProgramCommand, ProgramNumber};
use leptos::server_fn::axum::server_fn_paths;

/// Where the form of a command is sent.
fn path_of(command: &str) -> &'static str {
    let mut paths = server_fn_paths().map(|(path, _)| path);
    paths.find(|path| path.trim_start_matches("/api/").starts_with(command)).expect("a server function")
}

async fn sent(lab: &Lab, cookie: &str, command: &str, fields: &[(&str, &str)]) -> String {
    let form = serde_urlencoded::to_string(fields).unwrap();
    let answer = lab.post(path_of(command), cookie, &form).await;
    lab.get(answer.header("location"), cookie).await.body
}

#[tokio::test]
async fn a_reservation_says_its_numbers_and_the_next_free_one_moves_on() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    let before = lab.get("/free?range=6.25", &cookie).await.body;
    assert!(before.contains("O62500–64999"), "everything is free");
    let fields = [("block", "6.25"), ("count", "3"), ("purpose", "a job"), ("until", ""), ("key", "k-1")];
    let after = sent(&lab, &cookie, "reserve_program_numbers", &fields).await;
    assert!(after.contains("O62500–62502"), "the page says what was given");
    assert!(after.contains("O62503–64999"), "and what is free now");
    let refused = [("block", "6.25"), ("count", "0"), ("purpose", "nothing"), ("key", "k-2")];
    let page = sent(&lab, &cookie, "reserve_program_numbers", &refused).await;
    assert!(page.contains("Ask for 1 to 1,000 numbers at once."), "a refusal says what to do");
    assert!(page.contains("value=\"nothing\""), "and nothing typed is lost");
}

#[tokio::test]
async fn the_free_numbers_are_a_file_of_the_same_runs() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    let all = lab.get("/download/free.csv", &cookie).await;
    assert_eq!((all.status, all.body.lines().count()), (StatusCode::OK, 14), "a run for each empty range");
    let one = lab.get("/download/free.csv?range=13.0", &cookie).await.body;
    let rows: Vec<&str> = one.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows, ["Round size;Range;From;To;Count", "13.0;13.0;O13000;O13999;1000"]);
}

async fn import(lab: &Lab, parts: &[(u32, &str)]) {
    let files = parts.iter().map(|(value, title)| {
        let number = ProgramNumber::from_value(*value).unwrap();
        let text = format!("%\r\n{number} ({title})\r\nT101\r\nG00 X6.\r\nG01 Z-1.{value}\r\nM30\r\n%\r\n");
        Filed::new(format!("{}.nc", number.file_stem()), text.as_bytes(), Becomes::New { number })
    });
    let command = ProgramCommand::Import { source: "nc".into(), files: files.collect() };
    let actor = Actor::person("Sven", Roles::new([Role::Programmer]));
    let command = Command::Program(command);
    let request = Request { actor, at: clock(), key: None, seen: None, command };
    lab.state.store().perform(request).await.unwrap();
}

#[tokio::test]
async fn the_list_filters_and_its_file_holds_the_same_rows() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    import(&lab, &[(62_500, "6.25 DIA 60MM"), (306, "6.25 DIA 66MM 2PC"), (99_001, "SOFT JAWS")]).await;
    let all = lab.get("/programs", &cookie).await.body;
    assert!(all.contains("3 of 3") && all.contains("SOFT JAWS") && all.contains("L1"));
    let out = lab.get("/programs?judged=out", &cookie).await.body;
    assert!(out.contains("1 of 3") && out.contains("O00306") && !out.contains("O62500"));
    let file = lab.get("/download/programs.csv?text=2pc", &cookie).await.body;
    assert!(
        file.lines().count() == 2 && file.contains("O00306;P-0002;6.25 DIA 66MM 2PC;6.25;title;out of range")
    );
    let ranges = lab.get("/download/ranges.csv", &cookie).await.body;
    assert!(ranges.contains("6.25;6.25;O62500;O64999;1;0;0;0;2499;O62501"), "{ranges}");
}

#[tokio::test]
async fn a_number_tells_who_has_it_and_who_had_it() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    import(&lab, &[(306, "6.25 DIA 60MM"), (62_500, "6.25 DIA 66MM, Pairs w/o00306")]).await;
    let page = lab.get("/programs/o306", &cookie).await.body;
    for words in ["A program has it", "Outside every range.", "Named by", "O62500"] {
        assert!(page.contains(words), "{words}");
    }
    let fields = [
        ("program", "1"),
        ("from", "O00306"),
        ("to", ""),
        ("follow", "true"),
        ("reason", "range"),
        ("key", "k-1"),
    ];
    let page = sent(&lab, &cookie, "renumber_program", &fields).await;
    assert!(page.contains("renumbered O00306 to O62501"), "the next free one of its range");
    assert!(page.contains("− O00306 (6.25 DIA 60MM)") && page.contains("+ O62501 (6.25 DIA 60MM)"));
    let pair = lab.get("/programs/O62500", &cookie).await.body;
    assert!(pair.contains("+ O62500 (6.25 DIA 66MM, Pairs w/o62501)"), "the comment followed");
    let old = lab.get("/programs/O00306", &cookie).await.body;
    assert!(old.contains("Had this number before") && old.contains("/programs/O62501"));
    let wrong = [("program", "1"), ("from", "O62501"), ("to", "O62500"), ("reason", "taken"), ("key", "k-2")];
    let page = sent(&lab, &cookie, "renumber_program", &wrong).await;
    assert!(page.contains("O62500 is in use (last Sven): choose another number."));
    assert!(page.contains("value=\"taken\""), "nothing typed is lost");
    assert_eq!(lab.get("/programs/O123456", &cookie).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_table_is_looked_at_before_it_counts_and_never_beside_an_old_one() {
    let lab = Lab::founded().await;
    let cookie = lab.sign_in().await + "; rollcall-language=en";
    import(&lab, &[(10_294, "10.25IN DIA 170MM"), (79_500, "7.5 IN 110MM")]).await;
    let page = lab.get("/ranges?then=B", &cookie).await.body;
    for words in
        ["98,001", "1,999", "1 fall out of their range", "O10294", "1 come into their range", "O79500"]
    {
        assert!(page.contains(words), "{words}");
    }
    let page =
        sent(&lab, &cookie, "load_range_table", &[("table", "B"), ("seen", "0"), ("key", "k-1")]).await;
    assert!(page.contains("85,000") && page.contains("Table B, version 1"));
    let before = lab.head().await;
    sent(&lab, &cookie, "load_range_table", &[("table", "A"), ("seen", "0"), ("key", "k-2")]).await;
    assert_eq!(lab.head().await, before, "somebody had put another table into force meanwhile");
}
