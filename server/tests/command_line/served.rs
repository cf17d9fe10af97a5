//! The same verbs through a running server.

use crate::support::{Lab, filmed, planned, text};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server on the lab's folder, and its address.
fn serve(lab: &Lab) -> (Served, String) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let server = Command::new(env!("CARGO_BIN_EXE_rollcall"))
        .args(["serve", "--bind", &address.to_string(), "--data"])
        .arg(lab.path("data"))
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Served(server);
    for _ in 0..600 {
        if TcpStream::connect(address).is_ok() {
            return (server, format!("http://{address}"));
        }
        sleep(Duration::from_millis(50));
    }
    panic!("no server at {address} after 30 s");
}

#[test]
fn a_film_is_developed_and_rejected_through_a_running_server() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, "RRD123-2025_OU_16_01", "60");
    let token =
        |role: &str| lab.json(&["token", "create", "--role", role])["token"].as_str().unwrap().to_owned();
    let (quality, viewer) = (token("quality"), token("viewer"));
    let (_server, url) = serve(&lab);
    let through =
        |token: &str, arguments: &[&str]| lab.run(&[arguments, &["--url", &url, "--token", token]].concat());

    let output = through(&quality, &["film", "develop", "10000001", "--density", "1.31"]);
    assert_eq!(text(&output.stdout), "developed in E-0001\n", "{}", text(&output.stderr));
    let rework = ["film", "rework", "10000001", "--reason", "scratch", "--void"];
    let refused = through(&viewer, &rework);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        text(&refused.stderr),
        "Your roles do not allow this: it needs the role quality or administrator.\n"
    );
    let keyed = [&rework[..], &["--idempotency-key", "film-10000001"]].concat();
    let said = "rejected, to be filmed again: 10000001 (RRD123-2025_OU_16_01)\n";
    assert_eq!(text(&through(&quality, &keyed).stdout), said);
    let runs = through(&viewer, &["film", "runs"]);
    assert_eq!(text(&runs.stdout), "E-0001  clear  density 1.31\n  RRD123-2025_OU_16_01  rework\n");
}

#[test]
fn an_address_that_leads_elsewhere_is_no_success() {
    let lab = Lab::new();
    planned(&lab);
    filmed(&lab, "RRD123-2025_OU_16_01", "60");
    let (_server, url) = serve(&lab);
    let (elsewhere, out) = (format!("{url}/projects"), lab.path("index.csv").display().to_string());
    let verbs: [&[&str]; 2] =
        [&["film", "accept", "10000001"], &["film", "deliver", "RRD123-2025", "--out", &out]];
    for verb in verbs {
        let output = lab.run(&[verb, &["--url", &elsewhere, "--token", "rollcall_none"]].concat());
        assert_eq!(output.status.code(), Some(1), "{verb:?}: {}", text(&output.stdout));
        let sentence = text(&output.stderr);
        assert!(sentence.contains("without a sentence: check the address"), "{sentence}");
    }
    assert!(!lab.path("index.csv").exists());
}
