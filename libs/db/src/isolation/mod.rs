//! Proof, on a live database, that no tenant can reach another's rows: `vitrina verify-isolation`.

mod checks;
pub mod lists;

use sqlx::PgConnection;

/// Something that breaks the promise, or may.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Finding {
    /// Table, index, policy, role, view or function.
    pub object: String,
    /// What is wrong with it and what to do.
    pub problem: String,
}

/// Looks at catalogues only, so it may run on a production server at any time, as any role.
pub async fn verify(conn: &mut PgConnection) -> sqlx::Result<Vec<Finding>> {
    let mut findings = vec![];
    for check in checks::ALL {
        let rows: Vec<Finding> = sqlx::query_as(*check).fetch_all(&mut *conn).await?;
        findings.extend(rows);
    }
    findings.extend(outside_lists(conn).await?);
    findings.sort_by(|a, b| a.object.cmp(&b.object));
    Ok(findings)
}

async fn outside_lists(conn: &mut PgConnection) -> sqlx::Result<Vec<Finding>> {
    let mut findings = vec![];
    for (list, query, problem) in [
        (
            lists::UNTENANTED_TABLES,
            checks::UNTENANTED_TABLES,
            "has no tenant_id and is not on the list of tables without one",
        ),
        (
            lists::OTHER_POLICIES,
            checks::OTHER_POLICIES,
            "is a policy outside the closed list",
        ),
        (
            lists::GLOBAL_INDEXES,
            checks::GLOBAL_INDEXES,
            "is an index that does not begin with tenant_id and is not on the list",
        ),
        (
            lists::GLOBAL_KEYS,
            checks::GLOBAL_KEYS,
            "is a foreign key between tenant tables that does not begin with tenant_id",
        ),
        (
            lists::DEFINER_FUNCTIONS,
            checks::DEFINER_FUNCTIONS,
            "is a SECURITY DEFINER function outside the closed list",
        ),
        (
            lists::MEMBERSHIPS,
            checks::MEMBERSHIPS,
            "is a membership between roles that is not on the list",
        ),
    ] {
        let found: Vec<String> = sqlx::query_scalar(query).fetch_all(&mut *conn).await?;
        let strangers = found.into_iter().filter(|name| !list.contains(&name.as_str()));
        findings.extend(strangers.map(|object| Finding {
            object,
            problem: problem.into(),
        }));
    }
    Ok(findings)
}
