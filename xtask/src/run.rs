//! Runs other programs: says what runs, how long it took, and counts what its tests report.

use crate::report::{self, Tally};
use crate::{interrupt, place};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, Stdio};

/// A program started in the repository's folder.
///
/// What cargo tells this task runner about itself is not passed on: it describes the wrong package.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(place::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Cargo with these arguments, given as one line of words.
pub fn cargo(words: &str) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words.split_whitespace());
    command
}

/// Runs the program to its end, its output on ours; an exit other than 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let words = announce(command);
    let watch = report::Watch::start();
    let mut child = command.spawn().with_context(|| format!("cannot start {words}"))?;
    interrupt::child_started(child.id());
    let status = child.wait();
    interrupt::child_ended();
    let status = status.with_context(|| format!("cannot wait for {words}"))?;
    if !status.success() {
        bail!("{words}: {status}");
    }
    let first_words: Vec<&str> = words.split(' ').take(2).collect();
    println!("  {} {}", watch.read(), first_words.join(" "));
    Ok(())
}

/// Runs tests to their end, passing their output on and counting what they report. A run that fails without
/// naming a failed test (it does not compile, say) counts as one failure.
pub fn run_tests(command: &mut Command) -> Result<Tally> {
    let words = announce(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {words}"))?;
    interrupt::child_started(child.id());
    let output = child.stdout.take().expect("standard output was asked for as a pipe");
    let mut tally = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally.add(report::read_line(&line));
    }
    std::io::stdout().flush()?;
    let status = child.wait();
    interrupt::child_ended();
    if !status?.success() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

/// What the program prints, if it can be started and ends well.
pub fn read(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Gives the text to the program and returns what it answers.
pub fn filter(command: &mut Command, text: &str) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let mut input = child.stdin.take().expect("standard input was asked for as a pipe");
    let text = text.to_owned();
    // Written beside the reading: a pipe holds only so much, and both ends would wait for each other.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("{name}: {}", output.status);
    }
    writer.join().expect("the writing thread does not panic")?;
    Ok(String::from_utf8(output.stdout)?)
}

/// The first of these programs that `PATH` holds.
pub fn find_on_path(names: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
    })
}

/// Whether this process may install packages of the system.
pub fn is_root() -> bool {
    read(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

/// Installs packages of Debian, which only root can.
pub fn install_debian_packages(packages: &[&str]) -> Result<()> {
    run(program("apt-get").args(["update", "-qq"]))?;
    let mut install = program("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    run(install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

fn announce(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> =
        std::iter::once(name).chain(command.get_args()).map(|word| word.to_string_lossy()).collect();
    let words = words.join(" ");
    let (strong, plain) = if std::io::stdout().is_terminal() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    println!("{strong}$ {words}{plain}");
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_ends_badly_is_an_error_naming_its_words() {
        let error = run(program("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().contains("sh -c exit 3"), "{error}");
    }

    #[test]
    fn tests_are_counted_and_a_crash_without_a_failed_test_is_one_failure() {
        let mut good = program("echo");
        assert_eq!(
            run_tests(good.arg("test result: ok. 4 passed; 0 failed; 0 ignored")).unwrap(),
            Tally { passed: 4, failed: 0 }
        );
        let mut crash = program("sh");
        assert_eq!(run_tests(crash.args(["-c", "exit 101"])).unwrap(), Tally { passed: 0, failed: 1 });
    }

    #[test]
    fn a_filter_passes_more_text_than_a_pipe_holds() {
        let text = "the quick brown reel ".repeat(20_000);
        assert_eq!(filter(&mut program("cat"), &text).unwrap(), text);
    }
}
