//! Cookies: the session's secret, the theme and the language.

use axum::http::{HeaderMap, HeaderValue, header};

pub const THEME: &str = "rollcall-theme";
pub const LANGUAGE: &str = "rollcall-language";
/// Parts of Today that are folded, `quality.planning`; `live.js` writes it.
pub const FOLDED: &str = "rollcall-folded";
/// A year: how long a browser remembers theme and language.
const YEAR: i64 = 365 * 24 * 3600;

/// The session cookie's name. Over https the prefix makes browsers refuse it from anywhere but this very host.
pub const fn session_name(https: bool) -> &'static str {
    if https { "__Host-rollcall" } else { "rollcall" }
}

/// The value of a cookie of the request.
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then_some(value)
    })
}

/// Puts the session's secret into the browser, out of reach of scripts.
pub fn session(secret: &str, https: bool, seconds: i64) -> HeaderValue {
    text(format!(
        "{}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{}",
        session_name(https),
        if https { "; Secure" } else { "" }
    ))
}

/// Takes it out again.
pub fn no_session(https: bool) -> HeaderValue {
    session("", https, 0)
}

/// Remembers a preference; the value is one of our own words.
pub fn preference(name: &str, value: &str, https: bool) -> HeaderValue {
    text(format!(
        "{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR}{}",
        if https { "; Secure" } else { "" }
    ))
}

fn text(cookie: String) -> HeaderValue {
    HeaderValue::try_from(cookie).expect("our own words and hexadecimal digits are visible ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("xrollcall=1; rollcall-theme=dark;rollcall=abc"),
        );
        assert_eq!(read(&headers, "rollcall"), Some("abc"));
        assert_eq!(read(&headers, THEME), Some("dark"));
        assert_eq!(read(&headers, LANGUAGE), None);
    }

    #[test]
    fn over_https_the_session_belongs_to_this_host_alone() {
        let cookie = session("abc", true, 60);
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-rollcall=abc; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
        assert!(cookie.ends_with("; Secure") && !cookie.contains("Domain"));
    }
}
