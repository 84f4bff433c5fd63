//! What mail servers call a message: the local part of its Message-ID. A returned mail names it, and only that, so it says whose
//! it is.

use kernel::TenantId;

use super::MessageId;

/// `<message>.<tenant>`.
pub(crate) fn message_name(tenant: TenantId, id: MessageId) -> String {
    format!("{id}.{tenant}")
}

/// From a name of ours.
pub(crate) fn parse_name(name: &str) -> Option<(TenantId, MessageId)> {
    let (id, tenant) = name.split_once('.')?;
    Some((tenant.parse().ok()?, id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use kernel::TenantId;
    use kernel::id::Uuid;

    use super::{message_name, parse_name};
    use crate::model::MessageId;

    #[test]
    fn a_name_tells_message_and_shop() {
        let (tenant, id) = (TenantId(Uuid::from_u128(1)), MessageId(Uuid::from_u128(2)));
        assert_eq!(parse_name(&message_name(tenant, id)), Some((tenant, id)));
        for other in ["", "a.b", &id.to_string(), "CAF=x.y"] {
            assert_eq!(parse_name(other), None, "{other}");
        }
    }
}
