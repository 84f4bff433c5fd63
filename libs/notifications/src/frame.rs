//! The frame around every mail: the shop's name and colour above, the small print below.

use askama::Template;
use kernel::{Error, Locale, Result};

use crate::model::{MailContent, Shop, ink_on};

/// The two parts of a mail.
#[derive(Debug)]
pub(crate) struct Bodies {
    pub text: String,
    pub html: String,
}

#[derive(Template)]
#[template(path = "notifications/mail.html")]
struct HtmlFrame<'a> {
    lang: &'static str,
    subject: &'a str,
    shop: &'a Shop,
    ink: &'static str,
    content: &'a MailContent,
    words: Words,
    choices: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "notifications/mail.txt")]
struct TextFrame<'a> {
    shop: &'a Shop,
    content: &'a MailContent,
    words: Words,
    choices: Option<&'a str>,
}

/// The frame's own words.
#[derive(Clone, Copy)]
struct Words {
    or_copy: &'static str,
    sent_by: &'static str,
    choices: &'static str,
}

impl Words {
    const fn of(locale: Locale) -> Self {
        match locale {
            Locale::Es => Self {
                or_copy: "Si el botón no funciona, copia esta dirección en tu navegador:",
                sent_by: "Recibes este correo de",
                choices: "Elegir qué correos recibo",
            },
            Locale::En => Self {
                or_copy: "If the button does not work, copy this address into your browser:",
                sent_by: "You are receiving this email from",
                choices: "Choose which emails I get",
            },
        }
    }
}

/// Puts the content into the shop's frame; `choices` is where its receiver says what they want to get, if they may.
pub(crate) fn render(
    shop: &Shop,
    locale: Locale,
    subject: &str,
    content: &MailContent,
    choices: Option<&str>,
) -> Result<Bodies> {
    let words = Words::of(locale);
    let html = HtmlFrame {
        lang: locale.tag(),
        subject,
        shop,
        ink: ink_on(&shop.brand_color),
        content,
        words,
        choices,
    };
    let text = TextFrame {
        shop,
        content,
        words,
        choices,
    };
    Ok(Bodies {
        text: fill(&text)?,
        html: fill(&html)?,
    })
}

fn fill(template: &impl Template) -> Result<String> {
    template.render().map_err(|e| Error::Fault(e.into()))
}

#[cfg(test)]
mod tests {
    use kernel::Locale;

    use super::{Bodies, render};
    use crate::model::{MailContent, Shop};

    fn sample(locale: Locale, content: &MailContent) -> Bodies {
        let shop = Shop {
            name: "Café & Té".into(),
            brand_color: "#0f5c4d".into(),
        };
        render(&shop, locale, "Tu pedido", content, None).unwrap()
    }

    fn full() -> MailContent {
        MailContent {
            heading: "Gracias, <Ana>".into(),
            paragraphs: vec!["Lo recibimos.".into(), "Te avisaremos.".into()],
            rows: vec![
                ("Pedido".into(), "1042".into()),
                ("Total".into(), "$ 61.300".into()),
            ],
            button: Some(("Ver pedido".into(), "https://cafe.example/o?a=1&b=2".into())),
            other_button: None,
            footer: Some("Calle 1".into()),
        }
    }

    #[test]
    fn html_is_escaped_and_branded() {
        let html = sample(Locale::Es, &full()).html;
        for part in [
            "lang=\"es-CO\"",
            "Gracias, &#60;Ana&#62;",
            "#0f5c4d",
            "a=1&#38;b=2",
            "Caf",
            "1042",
            "Calle 1",
        ] {
            assert!(html.contains(part), "{part} not in:\n{html}");
        }
        assert!(!html.contains("<Ana>"));
    }

    #[test]
    fn text_is_plain() {
        let text = sample(Locale::En, &full()).text;
        let wanted = "Café & Té\n\nGracias, <Ana>\n\nLo recibimos.\n\nTe avisaremos.\n\nPedido: 1042\n\
            Total: $ 61.300\n\nVer pedido: https://cafe.example/o?a=1&b=2\n\n--\nCalle 1\n\
            You are receiving this email from Café & Té.\n";
        assert_eq!(text, wanted);
    }

    #[test]
    fn what_may_be_done_instead_stands_beside_and_below() {
        let content = MailContent {
            other_button: Some(("No puedo".into(), "https://cafe.example/no".into())),
            ..full()
        };
        let mail = sample(Locale::Es, &content);
        assert!(
            mail.text.contains(
                "Ver pedido: https://cafe.example/o?a=1&b=2\n\nNo puedo: https://cafe.example/no\n\n--\n"
            ),
            "{}",
            mail.text
        );
        assert!(
            mail.html.contains("href=\"https://cafe.example/no\""),
            "{}",
            mail.html
        );
    }

    #[test]
    fn every_part_but_the_heading_may_be_missing() {
        let content = MailContent {
            heading: "Hola".into(),
            ..MailContent::default()
        };
        let mail = sample(Locale::Es, &content);
        assert_eq!(
            mail.text,
            "Café & Té\n\nHola\n\n--\nRecibes este correo de Café & Té.\n"
        );
        assert!(
            !mail.html.contains("<a ") && !mail.html.contains("<td style=\"padding:6px"),
            "{}",
            mail.html
        );
    }
}
