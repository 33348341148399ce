import SQLText

/// The tables of this room.
enum RecordsTables {
    static let migrations = RoomMigrations(
        room: "Records",
        steps: [
            .init("company", company),
            .init("events", events),
            .init("records", records),
            .init("audit", audit),
            .init("search", search),
        ])

    private static let company: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS definition_set (
            number BIGINT PRIMARY KEY, published_at BIGINT NOT NULL, published_by TEXT NOT NULL, note TEXT NOT NULL,
            documents TEXT NOT NULL, calendars TEXT NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS org_unit (
            \(.autoID), key TEXT NOT NULL, name TEXT NOT NULL, parent_id BIGINT, manager_id BIGINT)
        """,
        "CREATE UNIQUE INDEX IF NOT EXISTS org_unit_key ON org_unit (key)",
        """
        CREATE TABLE IF NOT EXISTS member (
            \(.autoID), name TEXT NOT NULL, pinyin TEXT NOT NULL, role TEXT NOT NULL, org_unit_id BIGINT,
            manager_id BIGINT, on_duty BIGINT NOT NULL, skills TEXT NOT NULL, is_active BIGINT NOT NULL,
            phone TEXT, email TEXT, settings TEXT NOT NULL)
        """,
        // Formulas know people as records of a built-in object.
        .choice(
            sqlite: "CREATE VIEW IF NOT EXISTS app_user AS SELECT id, name, org_unit_id FROM member",
            postgres: "CREATE OR REPLACE VIEW app_user AS SELECT id, name, org_unit_id FROM member"),
    ]

    private static let events: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS event (
            \(.autoID), xid BIGINT NOT NULL, kind TEXT NOT NULL, object TEXT NOT NULL, record_id BIGINT NOT NULL,
            actor TEXT NOT NULL, occurred_at BIGINT NOT NULL, received_at BIGINT NOT NULL, owner_id BIGINT,
            org_unit_id BIGINT, depth BIGINT NOT NULL, cause_id BIGINT, schema_number BIGINT NOT NULL,
            payload TEXT NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS event_record ON event (object, record_id, id)",
        "CREATE INDEX IF NOT EXISTS event_kind ON event (kind, id)",
        "CREATE INDEX IF NOT EXISTS event_owner ON event (kind, owner_id, occurred_at)",
        // SQLite has one writer, so there ids alone are the commit order.
        .choice(
            sqlite: "SELECT 1", postgres: "CREATE INDEX IF NOT EXISTS event_commit ON event (xid, id)"),
        """
        CREATE TABLE IF NOT EXISTS follower_cursor (
            name TEXT PRIMARY KEY, xid BIGINT NOT NULL, event_id BIGINT NOT NULL, updated_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS follower_error (
            name TEXT NOT NULL, event_id BIGINT NOT NULL, attempts BIGINT NOT NULL, last_error TEXT NOT NULL,
            failed_at BIGINT NOT NULL, parked_at BIGINT, PRIMARY KEY (name, event_id))
        """,
        """
        CREATE TABLE IF NOT EXISTS follower_done (
            name TEXT NOT NULL, event_id BIGINT NOT NULL, PRIMARY KEY (name, event_id))
        """,
    ]

    private static let records: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS field_history (
            \(.autoID), object TEXT NOT NULL, record_id BIGINT NOT NULL, field TEXT NOT NULL, old TEXT, new TEXT,
            changed_at BIGINT NOT NULL, changed_by TEXT NOT NULL, event_id BIGINT NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS field_history_record ON field_history (object, record_id, id)",
        """
        CREATE TABLE IF NOT EXISTS dup_key (
            object TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, record_id BIGINT NOT NULL,
            PRIMARY KEY (object, kind, value, record_id))
        """,
        "CREATE INDEX IF NOT EXISTS dup_key_record ON dup_key (object, record_id)",
        """
        CREATE TABLE IF NOT EXISTS record_share (
            object TEXT NOT NULL, record_id BIGINT NOT NULL, user_id BIGINT NOT NULL, level TEXT NOT NULL,
            PRIMARY KEY (object, record_id, user_id))
        """,
        "CREATE INDEX IF NOT EXISTS record_share_user ON record_share (user_id, object, record_id)",
        """
        CREATE TABLE IF NOT EXISTS client_key (
            object TEXT NOT NULL, client_key TEXT NOT NULL, record_id BIGINT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (object, client_key))
        """,
        """
        CREATE TABLE IF NOT EXISTS file (
            \(.autoID), sha256 TEXT NOT NULL, name TEXT NOT NULL, mime TEXT NOT NULL, size BIGINT NOT NULL,
            created_at BIGINT NOT NULL, created_by TEXT NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS file_sha256 ON file (sha256)",
        """
        CREATE TABLE IF NOT EXISTS idempotency (
            key TEXT PRIMARY KEY, actor TEXT NOT NULL, fingerprint TEXT NOT NULL, status BIGINT NOT NULL,
            body TEXT NOT NULL, created_at BIGINT NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS idempotency_age ON idempotency (created_at)",
        "CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, value BIGINT NOT NULL)",
    ]

    private static let audit: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS audit (
            \(.autoID), xid BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            object TEXT NOT NULL, record_id BIGINT NOT NULL, payload_digest TEXT NOT NULL, digest TEXT NOT NULL,
            salt TEXT, payload TEXT)
        """,
        "CREATE INDEX IF NOT EXISTS audit_record ON audit (object, record_id, id)",
        .choice(
            sqlite: "SELECT 1", postgres: "CREATE INDEX IF NOT EXISTS audit_commit ON audit (xid, id)"),
        """
        CREATE TABLE IF NOT EXISTS audit_seal (
            number BIGINT PRIMARY KEY, from_xid BIGINT NOT NULL, from_id BIGINT NOT NULL, to_xid BIGINT NOT NULL,
            to_id BIGINT NOT NULL, rows BIGINT NOT NULL, digest TEXT NOT NULL, previous_digest TEXT NOT NULL,
            sealed_at BIGINT NOT NULL)
        """,
    ]

    private static let search: [SQL] = [
        """
        CREATE TABLE IF NOT EXISTS search_entry (
            \(.autoID), object TEXT NOT NULL, record_id BIGINT NOT NULL\(
                .choice(sqlite: "", postgres: ", bigrams tsvector NOT NULL")))
        """,
        "CREATE UNIQUE INDEX IF NOT EXISTS search_entry_record ON search_entry (object, record_id)",
        .choice(
            sqlite: "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(bigrams, tokenize = 'unicode61', detail = full)",
            postgres: "CREATE INDEX IF NOT EXISTS search_text ON search_entry USING gin (bigrams)"),
    ]
}
