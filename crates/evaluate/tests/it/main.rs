//! The auditor's door, called as a program.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn door() -> Command {
    Command::new(env!("CARGO_BIN_EXE_journey-evaluate"))
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A file of this test's own.
fn scratch(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("journey-evaluate-{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

/// A file with one case.
fn case(op: &str, inputs: &str, expected: &str) -> String {
    format!(r#"[{{"name":"by hand","op":"{op}","inputs":{inputs},"expected":{expected},"tolerance":{{"rel":1e-9}}}}]"#)
}

fn reference(name: &str, cases: &str) -> (bool, String) {
    let path = scratch(name, cases);
    let output = door().arg("--reference").arg(&path).output().unwrap();
    std::fs::remove_file(path).unwrap();
    (output.status.success(), printed(&output).trim_end().to_owned())
}

const BUDGET: &str = r#"{"budget":1000,"retention_and_expansion_share":0.42}"#;

#[test]
fn a_case_is_reproduced_or_named_with_both_numbers() {
    // 44 % − 42 % = 2 points of 1000.
    let right = reference("right", &case("budget_gap", BUDGET, r#"{"move_to_average":20}"#));
    assert_eq!(right, (true, "1 passed, 0 failed".to_owned()));
    let (held, report) = reference("wrong", &case("budget_gap", BUDGET, r#"{"move_to_average":21}"#));
    assert!(!held);
    assert!(report.starts_with("by hand: move_to_average: got 20.0000"), "{report}");
    assert!(report.ends_with("expected 21\n0 passed, 1 failed"), "{report}");
}

#[test]
fn what_no_case_may_say_fails_it() {
    let unknown = [
        ("op", case("guess", BUDGET, r#"{"error":true}"#), "unknown op “guess”"),
        (
            "input",
            case("budget_gap", r#"{"budget":1,"retention_and_expansion_share":0.4,"x":1}"#, "{}"),
            "unknown input “x”",
        ),
        ("key", case("budget_gap", BUDGET, r#"{"x":1}"#), "unknown expected key “x”"),
        ("missing", case("budget_gap", r#"{"budget":1}"#, r#"{"error":true}"#), "there is no input"),
    ];
    for (name, cases, sentence) in unknown {
        let (held, report) = reference(name, &cases);
        assert!(!held && report.contains(sentence) && report.ends_with("0 passed, 1 failed"), "{name}: {report}");
    }
}

#[test]
fn an_expected_error_must_be_the_engines() {
    let negative = r#"{"budget":-1,"retention_and_expansion_share":0.42}"#;
    assert!(reference("refused", &case("budget_gap", negative, r#"{"error":true}"#)).0);
    assert!(!reference("accepted", &case("budget_gap", BUDGET, r#"{"error":true}"#)).0);
}

#[test]
fn the_example_evaluates_and_becomes_a_workbook() {
    let plan = scratch("plan.json", &printed(&door().arg("--example-plan").output().unwrap()));
    let book = plan.with_extension("xlsx");
    let figures = door().arg(&plan).output().unwrap();
    assert!(printed(&figures).contains("\"npv\": "));
    let written = door().arg("--workbook").args([&plan, &book]).output().unwrap();
    assert!(written.status.success() && written.stdout.is_empty());
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    std::fs::remove_file(plan).unwrap();
    std::fs::remove_file(book).unwrap();
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = door().arg("--example-plan").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(said, "");
}

#[test]
fn wrong_words_and_files_are_refused_with_a_sentence() {
    for words in [&["--nonsense"][..], &[], &["no-such-plan.json"]] {
        let output = door().args(words).output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("usage: ") || said.starts_with("no-such-plan.json: "), "{said}");
    }
}
