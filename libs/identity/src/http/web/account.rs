//! The own account: profile and password.

use askama::Template;
use http::page::Choice;
use http::{Answer, Form, FormState, Page, SignedIn, html, see_other};
use kernel::{Line, Locale, Phone};
use serde::Deserialize;
use validator::Validate;

use super::{again, refusal};
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::http::passwords::change_own;
use crate::model::Password;
use crate::ops::update_profile::{PhoneChange, Profile, update_profile};
use crate::queries::people::{PersonView, get_person, get_row};

#[derive(Template)]
#[template(path = "identity/account.html")]
struct AccountPage {
    page: Page,
    email: String,
    verified: bool,
    profile: FormState,
    password: FormState,
    languages: Vec<Choice>,
    has_password: bool,
}

/// What people say of themselves.
#[derive(Debug, Deserialize, Validate)]
pub struct ProfileForm {
    name: Line<120>,
    phone: Option<Phone>,
    locale: Locale,
}

/// The present and the new password.
#[derive(Debug, Deserialize, Validate)]
pub struct PasswordForm {
    current_password: Password,
    password: Password,
}

/// `GET /account`.
pub async fn page(desk: Desk, caller: SignedIn) -> Answer {
    html(&account_page(&desk, &caller).await?)
}

/// `POST /account`.
pub async fn save(desk: Desk, caller: SignedIn, form: Form<ProfileForm>) -> Answer {
    match form.parsed {
        Ok(ProfileForm { name, phone, locale }) => {
            let profile = Profile {
                name: Some(name),
                phone: PhoneChange::To(phone),
                locale: Some(locale),
            };
            let mut tx = caller.begin().await?;
            update_profile(&mut tx, caller.person.person_id, &profile).await?;
            tx.commit().await?;
            // The page's own language was perhaps chosen by cookie, which would win.
            let lang = cookies::preference("lang", locale.tag());
            Ok(cookies::with(
                see_other("/account?done=identity-profile-saved"),
                &[lang],
            )?)
        }
        Err(error) => {
            let mut page = account_page(&desk, &caller).await?;
            page.profile = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

/// `POST /account/password`.
pub async fn change_password(desk: Desk, caller: SignedIn, form: Form<PasswordForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(form) => change_own(&desk, &caller, &form.current_password, &form.password).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => Ok(see_other("/account?done=identity-password-changed")),
        Err(failure) => {
            let error = refusal(failure)?;
            let mut page = account_page(&desk, &caller).await?;
            page.password = FormState::refused(&page.page, form.typed, &error);
            again(error, &page)
        }
    }
}

async fn account_page(desk: &Desk, caller: &SignedIn) -> Answer<AccountPage> {
    let mut tx = caller.begin().await?;
    let me = get_person(&mut tx, caller.person.person_id).await?;
    let has_password = get_row(&mut tx, me.id).await?.password_hash.is_some();
    tx.commit().await?;
    let page = Page::titled(desk, &desk.req, "identity-account-title");
    let languages = Locale::ALL.map(|locale| Choice::new(locale.tag(), own_name(locale)));
    Ok(AccountPage {
        email: me.email.clone(),
        verified: me.email_verified,
        profile: filled(me, caller.person.locale),
        password: FormState::blank(),
        languages: languages.into(),
        has_password,
        page,
    })
}

fn filled(me: PersonView, locale: Locale) -> FormState {
    let phone = me.phone.unwrap_or_default();
    FormState::prefilled([
        ("name", me.name),
        ("phone", phone),
        ("locale", locale.tag().to_owned()),
    ])
}

/// As its speakers call it.
const fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Es => "Español",
        Locale::En => "English",
    }
}
