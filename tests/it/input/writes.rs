//! Sees every row that a request writes and commits, in any tenant table.

use sqlx::PgConnection;
use testkit::TestApp;

/// A trigger on every tenant table notes what is written; a transaction that is rolled back takes its note along.
const WATCH: &str = "
    create table watched_write (tbl text not null);
    alter table watched_write owner to postgres;
    create function watch_write() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        insert into watched_write values (tg_table_name);
        return null;
      end $$;
    do $$
      declare tbl regclass;
      begin
        for tbl in select c.oid::regclass from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
        loop
          execute format('create trigger watch_write after insert or update or delete on %s
                            for each row execute function watch_write()', tbl);
        end loop;
      end $$;";

/// What was written since the last look.
pub struct Writes(PgConnection);

impl Writes {
    /// Begins to watch the database of `app`.
    pub async fn watch(app: &TestApp) -> Self {
        let mut conn = app.database.superuser().await;
        sqlx::raw_sql(WATCH).execute(&mut conn).await.unwrap();
        Self(conn)
    }

    /// Names of the tables that were written since the last look.
    pub async fn since_last_look(&mut self) -> Vec<String> {
        let mut tables: Vec<String> = sqlx::query_scalar("delete from watched_write returning tbl")
            .fetch_all(&mut self.0)
            .await
            .unwrap();
        tables.sort();
        tables.dedup();
        tables
    }

    /// Nobody is locked out any more.
    pub async fn forget_failures(&mut self) {
        sqlx::query("delete from login_throttle")
            .execute(&mut self.0)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_write_is_seen_and_a_rolled_back_one_is_not() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let mut writes = Writes::watch(&app).await;
    let insert = "insert into counter (tenant_id, name, value) values ($1, 'seen', 1)";
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query(insert)
        .bind(shop.tenant)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(writes.since_last_look().await, [""; 0]);
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query(insert)
        .bind(shop.tenant)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(writes.since_last_look().await, ["counter"]);
    assert_eq!(writes.since_last_look().await, [""; 0]);
}
