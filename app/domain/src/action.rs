//! What the ledger calls each command, and how people say it.

use crate::words::Language;

/// Code, German, English; in the order in which filters offer them.
const ACTIONS: [(&str, &str, &str); 50] = [
    ("start_filming", "Verfilmung begonnen", "filming started"),
    ("finish_filming", "Verfilmung beendet", "filming finished"),
    ("fail_filming", "Störung gemeldet", "failure reported"),
    ("rework_rolls", "Film verworfen", "film rejected"),
    ("void_kept_number", "Behaltene Nummer ungültig gemacht", "kept number voided"),
    ("develop_rolls", "Film entwickelt", "film developed"),
    ("quarantine_run", "Lauf in Quarantäne", "run put in quarantine"),
    ("release_run", "Lauf freigegeben", "run released"),
    ("accept_rolls", "Film angenommen", "film accepted"),
    ("open_complaint", "Reklamation aufgenommen", "complaint taken in"),
    ("settle_complaint", "Reklamation erledigt", "complaint settled"),
    ("register_project", "Projekt registriert", "project registered"),
    ("accept_plan", "Plan angenommen", "plan accepted"),
    ("deliver_index", "Index übergeben", "index delivered"),
    ("reset_project", "Projekt zurückgesetzt", "project reset"),
    ("abandon_project", "Projekt aufgegeben", "project abandoned"),
    ("archive_project", "Projekt archiviert", "project archived"),
    ("delete_project", "Projekt gelöscht", "project deleted"),
    ("restore_project", "Projekt zurückgeholt", "project brought back"),
    ("reserve_numbers", "Nummern reserviert", "numbers reserved"),
    ("release_numbers", "Nummern freigegeben", "numbers released"),
    ("release_expired", "Reservierung abgelaufen", "reservation ended"),
    ("void_number", "Nummer ungültig gemacht", "number voided"),
    ("place_temp_roll", "Restfilm eingeordnet", "temp roll placed"),
    ("measure_temp_roll", "Restfilm gemessen", "temp roll measured"),
    ("discard_temp_roll", "Restfilm weggeworfen", "temp roll thrown away"),
    ("report_temp_roll_lost", "Restfilm vermisst", "temp roll missed"),
    ("find_temp_roll", "Restfilm gefunden", "temp roll found"),
    ("take_stock", "Inventur gemacht", "stock taken"),
    ("import_machine_files", "Maschinendateien übernommen", "machine files taken over"),
    ("settle_finding", "Befund erledigt", "finding settled"),
    ("import_programs", "Programme eingelesen", "programs imported"),
    ("describe_program", "Programm beschrieben", "program described"),
    ("renumber_programs", "Programme umnummeriert", "programs renumbered"),
    ("undo_programs", "Programme zurückgenommen", "programs undone"),
    ("delete_programs", "Programme gelöscht", "programs deleted"),
    ("restore_programs", "Programme zurückgeholt", "programs brought back"),
    ("purge_programs", "Programme endgültig entfernt", "programs removed for good"),
    ("load_ranges", "Bereiche geladen", "ranges loaded"),
    ("reserve_program_numbers", "Programmnummern reserviert", "program numbers reserved"),
    ("extend_reservation", "Reservierung verlängert", "reservation extended"),
    ("release_program_numbers", "Programmnummern freigegeben", "program numbers released"),
    ("release_expired_program_numbers", "Programmnummern abgelaufen", "program numbers ended"),
    ("retire_program_numbers", "Programmnummern stillgelegt", "program numbers retired"),
    ("change_settings", "Einstellungen geändert", "settings changed"),
    ("add_person", "Person aufgenommen", "person added"),
    ("change_person", "Person geändert", "person changed"),
    ("create_token", "Zugangsschlüssel angelegt", "access key created"),
    ("revoke_token", "Zugangsschlüssel entzogen", "access key revoked"),
    ("found_lab", "Labor gegründet", "lab founded"),
];

/// The codes, in the order in which filters offer them.
pub fn actions() -> impl Iterator<Item = &'static str> {
    ACTIONS.iter().map(|(code, ..)| *code)
}

/// What a command is called by people; an unknown code stands for itself.
pub fn action_said(code: &str, language: Language) -> &str {
    let known = ACTIONS.iter().find(|(action, ..)| *action == code);
    known.map_or(code, |(_, german, english)| language.pick(german, english))
}
