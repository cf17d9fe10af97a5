//! Every part with sample data, in one page per theme, language and page kind: what the parts look like without a
//! server. `cargo run -p app --example gallery --features ssr` writes `target/gallery/*.html`; the styles are put
//! together by plain concatenation.

mod frame;
mod kinds;
mod number;
mod project;
mod today;

use std::{fs, path::Path};

use app::{
    catalogue::{self, locale_of, provide_language, say},
    parts::{
        button::{Button, ButtonKind, ButtonLink, Price},
        data_table::{Column, DataTable, Filters, Head, Order, Pager, TableCaption},
        decision::{Consequences, Decision},
        empty::{Empty, Failure, Loading},
        facts::{Fact, Facts},
        field::{CheckField, Choice, FileField, SelectField, TextArea, TextField, TextKind},
        figure::{Figure, Figures},
        glyph::{AttemptGlyph, Drawing, Finding, Glyph, NumberGlyph, RollGlyph, StateWord, TempRollGlyph},
        icon::{IconName, Mark},
        life::{Life, LifeEvent},
        neighbours::{Neighbour, NeighbourBlock, Neighbours},
        notice::{Notice, ToastPlace, Tone},
        page_head::{Crumb, PageHead, Standing},
        progress::Progress,
        refusal::Refusal,
        segments::{Segment, Segments},
        shell::{NavGroup, NavLink, Shell, SignedIn, Theme},
        strip::{Piece, Strip, StripDocument, StripLegend, StripPatterns, StripPiece, StripSize},
        sync_badge::{SyncBadge, SyncReport},
    },
};
use domain::words::Language;
use leptos::prelude::*;

use frame::{IN_SYNC, shell};
use kinds::parts_page;
use number::number_page;
use project::{document_table, project_page};
use today::{filming_page, sign_in_page, today_page};

type Page = fn(Theme) -> AnyView;

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("target/gallery");
    fs::create_dir_all(&folder)?;
    let styles = styles(&root.join("style"))?;
    for theme in Theme::ALL {
        for language in [Language::German, Language::English] {
            let pages: [(&str, Page); 6] = [
                ("project", project_page),
                ("number", number_page),
                ("today", today_page),
                ("parts", parts_page),
                ("filming", filming_page),
                ("sign-in", sign_in_page),
            ];
            for (name, page) in pages {
                let body = Owner::new().with(|| {
                    provide_language(language);
                    page(theme).to_html()
                });
                let html = format!(
                    "<!doctype html><html lang=\"{}\" data-theme=\"{}\"><head><meta charset=\"utf-8\">\
                     <meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
                     <style>{styles}</style></head><body>{body}</body></html>",
                    language.code(),
                    theme.code()
                );
                fs::write(folder.join(format!("{name}-{}-{}.html", theme.code(), language.code())), html)?;
            }
        }
    }
    println!("{}", folder.display());
    Ok(())
}

/// All sheets, tokens first because they name the layers. Fonts are looked for beside the gallery.
fn styles(folder: &Path) -> std::io::Result<String> {
    let mut sheets = vec![folder.join("tokens.css"), folder.join("fonts.css"), folder.join("base.css")];
    for inner in ["parts", "pages"] {
        let mut found: Vec<_> =
            fs::read_dir(folder.join(inner))?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.sort();
        sheets.append(&mut found);
    }
    sheets.extend([folder.join("utilities.css"), folder.join("print.css")]);
    let texts: Result<Vec<_>, _> = sheets.iter().map(fs::read_to_string).collect();
    Ok(texts?.join("\n").replace("asset:", "fonts/"))
}
