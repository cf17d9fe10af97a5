//! The one settings record: each value with its unit and what it changes, who may change it, and its versions.

mod versions;

use domain::film::project::{Numbering, Site};
use domain::film::settings::Settings;
use domain::person::Right;
use domain::view::lab::SettingsView;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::api::lab::Said;
use crate::api::settings::{ChangeSettings, TypedSite, read_settings, sites_typed};
use crate::catalogue::{self, Locale, fill, say};
use crate::command_form::SeenField;
use crate::frame::frame;
use crate::pages::answer::{CameBack, Done, failed, use_said};
use crate::parts::button::{Button, ButtonKind, ButtonLink, Price};
use crate::parts::empty::Loading;
use crate::parts::field::{CheckField, TextField, TextKind};
use crate::parts::notice::Notice;
use crate::parts::page_head::PageHead;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let locale = catalogue::locale();
    let settings = Resource::new(|| (), |_| read_settings());
    let said = use_said();
    view! {
        <Title text=say!(locale, pages.settings)/>
        <Transition fallback=|| view! { <Loading/> }>
            {move || Suspend::new(async move {
                let said = said.await.ok().flatten().unwrap_or_default();
                match settings.await {
                    Ok(view) => whole(view, said),
                    Err(error) => failed(error),
                }
            })}
        </Transition>
    }
}

fn whole(view: SettingsView, said: Said) -> AnyView {
    let locale = catalogue::locale();
    let Some(current) = view.versions.first().cloned() else {
        return view! { <PageHead title=say!(locale, pages.settings)/> }.into_any();
    };
    let may = frame().may(Right::Settings);
    let aside = fill(say!(locale, lab.version), &[&current.version.to_string()]);
    let sections = sections(&current.settings.film, locale);
    let (name, sites) = (current.settings.name.clone(), current.settings.sites.clone());
    let body = if may {
        let accepted_only = current.settings.film.deliver_accepted_only;
        form(name, sections, sites, accepted_only, current.version, said)
    } else {
        read_only(name, sections, sites)
    };
    view! {
        <PageHead title=say!(locale, pages.settings) aside>
            <ButtonLink href="/people" word=say!(locale, lab.people_and_keys)/>
        </PageHead>
        <Done/>
        <div class="settings">
            {contents(locale)}
            <div class="settings-body">
                {body}
                {versions::history(view.versions)}
            </div>
        </div>
    }
    .into_any()
}

/// The sections of the page, as links.
fn contents(locale: Locale) -> AnyView {
    let links = [
        ("lab", say!(locale, lab.section_lab)),
        ("planning", say!(locale, lab.section_planning)),
        ("film", say!(locale, lab.section_film)),
        ("paper", say!(locale, lab.section_paper)),
        ("quality", say!(locale, lab.section_quality)),
        ("sites", say!(locale, lab.section_sites)),
        ("versions", say!(locale, lab.section_versions)),
    ];
    let links = links.map(|(id, word)| view! { <li><a href=format!("#{id}")>{word}</a></li> }).collect_view();
    view! { <nav class="settings-list" aria-label=say!(locale, lab.sections)><ul>{links}</ul></nav> }
        .into_any()
}

/// One value of the record: its field, its unit, and what it changes.
struct Setting {
    field: &'static str,
    label: &'static str,
    unit: &'static str,
    value: u32,
    changes: &'static str,
}

struct Section {
    id: &'static str,
    name: &'static str,
    settings: Vec<Setting>,
}

/// A field's name and unit; every value of the record stands here once.
pub fn label_of(field: &str, locale: Locale) -> (&'static str, &'static str) {
    let (frames, mm, points) = (say!(locale, lab.unit_frames), "mm", say!(locale, lab.unit_points));
    let hundredths = say!(locale, lab.unit_hundredths);
    match field {
        "capacity_16mm" => (say!(locale, lab.capacity_16mm), frames),
        "capacity_35mm" => (say!(locale, lab.capacity_35mm), frames),
        "smallest_usable" => (say!(locale, lab.smallest_usable), frames),
        "reel_mm" => (say!(locale, lab.reel_mm), mm),
        "leader_mm" => (say!(locale, lab.leader_mm), mm),
        "trailer_mm" => (say!(locale, lab.trailer_mm), mm),
        "step_16mm" => (say!(locale, lab.step_16mm), mm),
        "step_35mm" => (say!(locale, lab.step_35mm), mm),
        "frames_per_1000_s" => (say!(locale, lab.frames_per_1000_s), frames),
        "a3_short_pt" => (say!(locale, lab.a3_short_pt), points),
        "a3_long_pt" => (say!(locale, lab.a3_long_pt), points),
        "density_reject_below" => (say!(locale, lab.density_reject_below), hundredths),
        "density_good_from" => (say!(locale, lab.density_good_from), hundredths),
        "density_good_to" => (say!(locale, lab.density_good_to), hundredths),
        _ => (say!(locale, lab.density_reject_above), hundredths),
    }
}

/// The values of a record by field, in the order of the page.
pub fn values_of(film: &Settings) -> [(&'static str, u32); 15] {
    let [reject_below, good_from, good_to, reject_above] = film.density;
    [
        ("capacity_16mm", film.capacity_16mm),
        ("capacity_35mm", film.capacity_35mm),
        ("smallest_usable", film.smallest_usable),
        ("reel_mm", film.reel_mm),
        ("leader_mm", film.leader_mm),
        ("trailer_mm", film.trailer_mm),
        ("step_16mm", film.step_16mm),
        ("step_35mm", film.step_35mm),
        ("frames_per_1000_s", film.frames_per_1000_s),
        ("a3_short_pt", film.a3_short_pt),
        ("a3_long_pt", film.a3_long_pt),
        ("density_reject_below", reject_below),
        ("density_good_from", good_from),
        ("density_good_to", good_to),
        ("density_reject_above", reject_above),
    ]
}

fn consequence(field: &str, locale: Locale) -> &'static str {
    match field {
        "capacity_16mm" | "capacity_35mm" => say!(locale, lab.changes_capacity),
        "smallest_usable" => say!(locale, lab.changes_smallest),
        "reel_mm" => say!(locale, lab.changes_reel),
        "leader_mm" | "trailer_mm" => say!(locale, lab.changes_ends),
        "step_16mm" | "step_35mm" => say!(locale, lab.changes_step),
        "frames_per_1000_s" => say!(locale, lab.changes_speed),
        "a3_short_pt" | "a3_long_pt" => say!(locale, lab.changes_paper),
        _ => say!(locale, lab.changes_density),
    }
}

fn sections(film: &Settings, locale: Locale) -> Vec<Section> {
    let mut values = values_of(film).into_iter().map(|(field, value)| {
        let (label, unit) = label_of(field, locale);
        Setting { field, label, unit, value, changes: consequence(field, locale) }
    });
    let mut take = |id, name, count| Section { id, name, settings: values.by_ref().take(count).collect() };
    vec![
        take("planning", say!(locale, lab.section_planning), 3),
        take("film", say!(locale, lab.section_film), 6),
        take("paper", say!(locale, lab.section_paper), 2),
        take("quality", say!(locale, lab.section_quality), 4),
    ]
}

fn form(
    name: String,
    sections: Vec<Section>,
    sites: Vec<Site>,
    accepted_only: bool,
    version: u32,
    said: Said,
) -> AnyView {
    let locale = catalogue::locale();
    let (name, sites) = (said.field_or("name", name), sites_again(&said).unwrap_or(sites));
    let typed = said.clone();
    let accepted_only =
        said.field_or("deliver_accepted_only", if accepted_only { "yes" } else { "" }) == "yes";
    view! {
        <ActionForm action={ServerAction::<ChangeSettings>::new()}>
            <CameBack form="settings" said/>
            <SeenField revision=u64::from(version)/>
            <section id="lab">
                <h2>{say!(locale, lab.section_lab)}</h2>
                <div class="setting">
                    <TextField name="name" label=say!(locale, lab.lab_name) value=name/>
                    <p>{say!(locale, lab.changes_name)}</p>
                </div>
            </section>
            {sections
                .into_iter()
                .map(|section| {
                    let rows = section.settings.into_iter().map(|setting| field(setting, &typed)).collect_view();
                    view! { <section id=section.id><h2>{section.name}</h2>{rows}</section> }
                })
                .collect_view()}
            <div class="setting">
                <CheckField
                    name="deliver_accepted_only"
                    label=say!(locale, lab.deliver_accepted_only)
                    value="yes"
                    checked=accepted_only
                />
                <p>{say!(locale, lab.changes_delivery)}</p>
            </div>
            {site_fields(sites, &typed)}
            <div class="settings-commit">
                <Notice>{say!(locale, lab.settings_price)}</Notice>
                <div class="actions">
                    <Button verb=say!(locale, lab.put_in_force) kind=ButtonKind::Primary price=Price::CanBeUndone/>
                </div>
            </div>
        </ActionForm>
    }
    .into_any()
}

fn field(setting: Setting, typed: &Said) -> AnyView {
    let refusal = refusal_of(setting.field, typed);
    let label = format!("{}, {}", setting.label, setting.unit);
    let value = typed.field_or(setting.field, setting.value.to_string());
    view! {
        <div class="setting">
            <TextField name=setting.field label kind=TextKind::Number value min="0" refusal/>
            <p>{setting.changes}</p>
        </div>
    }
    .into_any()
}

/// The sentence that is about this very field.
fn refusal_of(field: &str, said: &Said) -> Option<String> {
    (said.code == format!("bad_settings/{field}")).then(|| said.sentence.clone())
}

/// The sites as they were typed in a form that came back.
fn sites_again(said: &Said) -> Option<Vec<Site>> {
    let columns = ["codes", "digits", "numberings", "blocks"].map(|name| said.field(name));
    let [codes, digits, numberings, blocks] = columns.each_ref().map(|text| text.split(','));
    let typed: Vec<TypedSite> = codes
        .zip(digits)
        .zip(numberings)
        .zip(blocks)
        .map(|(((code, digit), numbering), consecutive)| TypedSite {
            consecutive: consecutive.to_owned(),
            code: code.to_owned(),
            digit: digit.to_owned(),
            numbering: numbering.to_owned(),
        })
        .collect();
    sites_typed(&typed, catalogue::language()).ok().filter(|sites| !sites.is_empty())
}

/// A row for each site and one empty row for another.
fn site_fields(sites: Vec<Site>, typed: &Said) -> AnyView {
    let locale = catalogue::locale();
    let wrong = refusal_of("sites", typed);
    let known = sites
        .into_iter()
        .map(|site| (site.code, site.series.digit().to_string(), site.numbering, site.consecutive));
    let rows = known
        .chain(std::iter::once((String::new(), "3".to_owned(), Numbering::OnSuccess, false)))
        .enumerate()
        .map(|(place, (code, digit, numbering, follow))| site_row(place, code, &digit, numbering, follow))
        .collect_view();
    view! {
        <section id="sites">
            <h2>{say!(locale, lab.section_sites)}</h2>
            <p class="muted">{say!(locale, lab.changes_sites)}</p>
            {wrong.map(|sentence| view! { <p class="field-refusal">{sentence}</p> })}
            <table class="table settings-sites">
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, lab.site_code)}</th>
                        <th scope="col">{say!(locale, lab.site_series)}</th>
                        <th scope="col">{say!(locale, lab.site_numbering)}</th>
                        <th scope="col">{say!(locale, lab.site_consecutive)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

pub fn numbering_word(numbering: Numbering, locale: Locale) -> &'static str {
    match numbering {
        Numbering::OnSuccess => say!(locale, lab.on_success),
        Numbering::BindAtStart => say!(locale, lab.bind_at_start),
    }
}

fn site_row(place: usize, code: String, digit: &str, numbering: Numbering, consecutive: bool) -> AnyView {
    let locale = catalogue::locale();
    let named = |what: &'static str| {
        let site = if code.is_empty() { say!(locale, lab.another_site) } else { code.as_str() };
        format!("{what}, {site}")
    };
    let (code_label, digit_label, numbering_label) = (
        named(say!(locale, lab.site_code)),
        named(say!(locale, lab.site_series)),
        named(say!(locale, lab.site_numbering)),
    );
    let block_label = named(say!(locale, lab.site_consecutive));
    let digits = ["1", "2", "3"].map(|other| {
        let selected = other == digit;
        view! { <option value=other selected=selected>{other}</option> }
    });
    let policies = [Numbering::OnSuccess, Numbering::BindAtStart].map(|other| {
        let value = if other == Numbering::OnSuccess { "on_success" } else { "bind_at_start" };
        let selected = other == numbering;
        view! { <option value=value selected=selected>{numbering_word(other, locale)}</option> }
    });
    // On a phone each cell is a line of its own and says what it is.
    let (code_word, series_word) = (say!(locale, lab.site_code), say!(locale, lab.site_series));
    let (given_word, follow_word) = (say!(locale, lab.site_numbering), say!(locale, lab.site_consecutive));
    view! {
        <tr>
            <td data-label=code_word><input class="input" name=format!("sites[{place}][code]") aria-label=code_label value=code data-id="" maxlength="8" autocomplete="off"/></td>
            <td data-label=series_word><select class="input" name=format!("sites[{place}][digit]") aria-label=digit_label>{digits}</select></td>
            <td data-label=given_word><select class="input" name=format!("sites[{place}][numbering]") aria-label=numbering_label>{policies}</select></td>
            <td data-label=follow_word><input type="checkbox" name=format!("sites[{place}][consecutive]") value="yes" checked=consecutive aria-label=block_label/></td>
        </tr>
    }
    .into_any()
}

/// The same record for those who may not change it.
fn read_only(name: String, sections: Vec<Section>, sites: Vec<Site>) -> AnyView {
    let (locale, language) = (catalogue::locale(), catalogue::language());
    let row = |label: &str, value: String, changes: &str| {
        let (label, changes) = (label.to_owned(), changes.to_owned());
        view! {
            <div class="setting">
                <p class="setting-value"><span class="label">{label}</span><strong>{value}</strong></p>
                <p>{changes}</p>
            </div>
        }
    };
    let name = row(say!(locale, lab.lab_name), name, say!(locale, lab.changes_name));
    let sections = sections
        .into_iter()
        .map(|section| {
            let rows = section.settings.iter().map(|setting| {
                let value = format!("{} {}", language.count(setting.value.into()), setting.unit);
                row(setting.label, value, setting.changes)
            });
            let rows = rows.collect_view();
            view! { <section id=section.id><h2>{section.name}</h2>{rows}</section> }
        })
        .collect_view();
    let sites = sites
        .into_iter()
        .map(|site| {
            let series = fill(say!(locale, numbers.series), &[&site.series.digit().to_string()]);
            let follow = if site.consecutive { say!(locale, lab.consecutive_too) } else { "" };
            row(&site.code, series, &format!("{}{follow}", numbering_word(site.numbering, locale)))
        })
        .collect_view();
    view! {
        <Notice>{say!(locale, lab.settings_read_only)}</Notice>
        <section id="lab"><h2>{say!(locale, lab.section_lab)}</h2>{name}</section>
        {sections}
        <section id="sites"><h2>{say!(locale, lab.section_sites)}</h2>{sites}</section>
    }
    .into_any()
}
