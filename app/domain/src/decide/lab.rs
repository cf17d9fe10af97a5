//! Founding, settings, people and tokens.

use super::{Decision, check_seen};
use crate::command::Answer;
use crate::event::Event;
use crate::id::{PersonId, TokenId};
use crate::lab::{Lab, LabSettings};
use crate::number::SeriesId;
use crate::person::{Person, Role, Roles, Token};
use crate::refusal::Refusal;

pub(super) fn found(lab: &Lab, name: &str, admin: &str) -> Result<Decision, Refusal> {
    if lab.settings.is_some() {
        return Err(Refusal::AlreadyFounded);
    }
    let (name, admin) = (checked_name(name)?, checked_name(admin)?);
    let id = PersonId::new(lab.head.counts.person + 1);
    // The first person may do everything, so that a lab of one can work at once.
    let person = Person { id, name: admin, roles: Roles::all(), active: true };
    let founded = Event::LabFounded { settings: LabSettings::new(name) };
    Ok(Decision::new(vec![founded, Event::PersonAdded { person }], Answer::Person { person: id }))
}

pub(super) fn change_settings(
    lab: &Lab,
    settings: &LabSettings,
    seen: Option<u64>,
) -> Result<Decision, Refusal> {
    let old = lab.settings.as_ref().ok_or(Refusal::NotFounded)?;
    check_seen(seen, lab.head.settings_version.into())?;
    checked_name(&settings.name)?;
    settings.film.check().map_err(|problem| Refusal::BadSettings { problem: problem.to_string() })?;
    for (position, site) in settings.sites.iter().enumerate() {
        super::projects::checked_site(&site.code)?;
        if site.series == SeriesId::TEST {
            let problem = format!("{}: the digit 9 is for test films, choose 1, 2 or 3", site.code);
            return Err(Refusal::BadSettings { problem });
        }
        if settings.sites[..position].iter().any(|other| other.code == site.code) {
            return Err(Refusal::NameTaken { name: site.code.clone() });
        }
    }
    if old == settings {
        return Ok(Decision::new(vec![], Answer::Done));
    }
    let version = lab.head.settings_version + 1;
    Ok(Decision::new(vec![Event::SettingsChanged { version, settings: settings.clone() }], Answer::Done))
}

pub(super) fn add_person(lab: &Lab, name: &str, roles: &Roles) -> Result<Decision, Refusal> {
    if lab.settings.is_none() {
        return Err(Refusal::NotFounded);
    }
    let name = checked_name(name)?;
    if roles.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    if lab.people.values().any(|person| person.name.to_lowercase() == name.to_lowercase()) {
        return Err(Refusal::NameTaken { name });
    }
    let id = PersonId::new(lab.head.counts.person + 1);
    let person = Person { id, name, roles: roles.clone(), active: true };
    Ok(Decision::new(vec![Event::PersonAdded { person }], Answer::Person { person: id }))
}

pub(super) fn change_person(
    lab: &Lab,
    id: PersonId,
    roles: &Roles,
    active: bool,
) -> Result<Decision, Refusal> {
    let old = lab.people.get(id).ok_or(Refusal::NoSuchPerson)?;
    if roles.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    let is_admin = |person: &Person| person.active && person.roles.has(Role::Admin);
    let others = lab.people.values().filter(|person| person.id != id && is_admin(person)).count();
    if others == 0 && is_admin(old) && !(active && roles.has(Role::Admin)) {
        return Err(Refusal::LastAdmin);
    }
    let person = Person { id, name: old.name.clone(), roles: roles.clone(), active };
    let events = if person == *old { vec![] } else { vec![Event::PersonChanged { person }] };
    Ok(Decision::new(events, Answer::Person { person: id }))
}

pub(super) fn create_token(lab: &Lab, label: &str, roles: &Roles, digest: &str) -> Result<Decision, Refusal> {
    if lab.settings.is_none() {
        return Err(Refusal::NotFounded);
    }
    let label = checked_name(label)?;
    if roles.is_empty() {
        return Err(Refusal::RolesMissing);
    }
    if lab.tokens.values().any(|token| token.active && token.label == label) {
        return Err(Refusal::NameTaken { name: label });
    }
    let id = TokenId::new(lab.head.counts.token + 1);
    let token = Token { id, label, roles: roles.clone(), digest: digest.to_owned(), active: true };
    Ok(Decision::new(vec![Event::TokenCreated { token }], Answer::Token { token: id }))
}

pub(super) fn revoke_token(lab: &Lab, id: TokenId) -> Result<Decision, Refusal> {
    let token = lab.tokens.get(id).ok_or(Refusal::NoSuchToken)?;
    let events = if token.active { vec![Event::TokenRevoked { token: id }] } else { vec![] };
    Ok(Decision::new(events, Answer::Done))
}

/// A name on one line, 1 to 80 characters.
pub(super) fn checked_name(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::NameMissing);
    }
    if text.chars().count() > 80 || text.chars().any(char::is_control) {
        return Err(Refusal::NameTooLong);
    }
    Ok(text.to_owned())
}
