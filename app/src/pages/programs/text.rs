//! A program's content as the lathe gets it, and what changed from one version to another.

use domain::program::ProgramVersion;
use domain::program::header;
use domain::view::programs::story::{Line, difference};
use leptos::prelude::*;

use crate::catalogue::{self, fill, say};

/// The content, line by line; the line with the number stands out.
pub fn content(version: &ProgramVersion) -> AnyView {
    let bytes = version.content.bytes();
    let o_line = header::read(&bytes).o_line.map(|line| line.line);
    let lines = shown(version.content.text())
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let is_number = o_line == Some(at as u32 + 1);
            view! { <span class="code-line" data-number=is_number.then_some("")>{format!("{line}\n")}</span> }
        })
        .collect_view();
    let label = say!(catalogue::locale(), programs.content);
    view! { <pre class="code" tabindex="0" aria-label=label role="group">{lines}</pre> }.into_any()
}

/// Bytes that are no letters would make a browser draw nothing: they show as a dot.
fn shown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .map(|one| if one == '\n' || !(one.is_control() || u32::from(one) > 0x7E) { one } else { '·' })
        .collect()
}

pub fn changes(before: &ProgramVersion, after: &ProgramVersion) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let lines = difference(&shown(before.content.text()), &shown(after.content.text()))
        .into_iter()
        .map(|line| match line {
            Line::Same(text) => view! { <span class="code-line">{format!("  {text}\n")}</span> }.into_any(),
            Line::Gone(text) => view! { <del class="code-line">{format!("− {text}\n")}</del> }.into_any(),
            Line::New(text) => view! { <ins class="code-line">{format!("+ {text}\n")}</ins> }.into_any(),
            Line::Skipped(count) => {
                let words = fill(say!(locale, programs.lines_skipped), &[&language.count(count.into())]);
                view! { <span class="code-line" data-skipped="">{format!("  … {words}\n")}</span> }.into_any()
            }
        })
        .collect_view();
    let label =
        fill(say!(locale, programs.changes), &[&before.version.to_string(), &after.version.to_string()]);
    view! { <pre class="code" tabindex="0" aria-label=label role="group">{lines}</pre> }.into_any()
}
