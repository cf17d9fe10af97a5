//! What a project folder's name tells: `RRD123-2025_OU_Certificates`.

use domain::film::project::ArchiveId;

/// What to fill in when a folder is registered; a person may change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub archive_id: ArchiveId,
    pub site: String,
    pub doc_type: String,
}

/// Reads the last part of a path. `None` where the name is not made like a project's.
pub fn suggestion(path: &str) -> Option<Suggestion> {
    let name = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
    let mut parts = name.splitn(3, '_');
    let archive_id = ArchiveId::parse(parts.next()?.trim()).ok()?;
    let site = parts.next()?.trim();
    let doc_type = parts.next()?.trim();
    let is_code = (1..=8).contains(&site.len())
        && site.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (is_code && !doc_type.is_empty()).then(|| Suggestion {
        archive_id,
        site: site.to_owned(),
        doc_type: doc_type.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_folder_suggests_order_site_and_type() {
        let read = |name: &str| suggestion(name).map(|s| (s.archive_id.to_string(), s.site, s.doc_type));
        let of = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(read("RRD123-2025_OU_Certificates"), of("RRD123-2025", "OU", "Certificates"));
        assert_eq!(
            read("in/RRD211-2025_DW_Pläne & Akten_alt/"),
            of("RRD211-2025", "DW", "Pläne & Akten_alt")
        );
        assert_eq!(read("RRD123-2025-03_OU_Work Plans"), of("RRD123-2025-03", "OU", "Work Plans"));
        for other in ["", "PDFs", "RRD123-2025", "RRD123-2025_OU", "RRD123-2025_OU_", "RRD12-2025_OU_x"] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }
}
