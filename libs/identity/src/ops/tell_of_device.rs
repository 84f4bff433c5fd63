//! Somebody hears that the account was used from a device that it was never used from. In the transaction of the sign-in,
//! so that there is none without its mail.

use db::TenantTx;
use kernel::Result;

use super::open_session::Client;
use super::throttle::{Subject, count_mail};
use crate::letters::Letters;
use crate::model::{Allowance, PersonRow};

/// A device that changes from network to network is told of once in a while.
const ONE_AN_HOUR: Allowance = Allowance {
    most: 1,
    window_seconds: 3_600,
};

/// Writes the mail, unless the device's last one is too fresh, or the address may be a stranger's.
pub async fn tell_of_device(
    tx: &mut TenantTx,
    person: &PersonRow,
    client: &Client,
    letters: Letters<'_>,
) -> Result<()> {
    if !person.email_verified {
        return Ok(());
    }
    let device = client.device().name;
    let subject = Subject::DeviceMail(&person.email, &device);
    if count_mail(tx, subject, ONE_AN_HOUR).await? {
        letters.new_device(tx, person, &device, client.address).await?;
    }
    Ok(())
}
