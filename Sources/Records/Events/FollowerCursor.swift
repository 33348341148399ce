import SQLText
import Storage

/// Where a follower stands in the commit order.
struct FollowerCursor {
    struct Place: Hashable {
        var xid: Int64
        var id: Int64

        static let start = Place(xid: 0, id: 0)
    }

    struct Item {
        let event: Event
        let place: Place
    }

    /// Some events from a place on.
    struct Batch {
        let items: [Item]
        /// The last place looked at, also of events of other kinds.
        let end: Place?
        /// How many events were looked at.
        let looked: Int
    }

    let name: String
    let place: Place

    static func load(_ name: String, _ connection: any Connection) throws -> FollowerCursor? {
        try connection.first("SELECT xid, event_id FROM follower_cursor WHERE name = \(name)") { read(name, $0) }
    }

    /// The cursor, locked against other servers; nil while one of them is at
    /// work with it.
    static func claim(_ name: String, _ connection: any Connection) throws -> FollowerCursor? {
        if try load(name, connection) == nil {
            try connection.execute(
                """
                INSERT INTO follower_cursor (name, xid, event_id, updated_at) VALUES (\(name), 0, 0, 0)
                ON CONFLICT (name) DO NOTHING
                """)
        }
        let lock = SQL.choice(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")
        return try connection.first("SELECT xid, event_id FROM follower_cursor WHERE name = \(name)\(lock)") {
            read(name, $0)
        }
    }

    private static func read(_ name: String, _ row: any Row) -> FollowerCursor {
        FollowerCursor(name: name, place: Place(xid: row.integer(0) ?? 0, id: row.integer(1) ?? 0))
    }

    static func place(of eventID: Int64, _ connection: any Connection) throws -> Place? {
        try connection.first("SELECT xid, id FROM event WHERE id = \(eventID)") {
            Place(xid: $0.integer(0) ?? 0, id: $0.integer(1) ?? 0)
        }
    }

    /// Up to `limit` events after this place that no running transaction can
    /// still come before.
    func next(_ connection: any Connection, kinds: Set<String>?, limit: Int) throws -> Batch {
        let bound = kinds == nil ? limit : limit * 20
        var items: [Item] = []
        var end: Place?
        var count = 0
        try connection.forEachRow(
            """
            SELECT \(EventStore.columns), xid FROM event
            WHERE \(CommitOrder.after(xid: place.xid, id: place.id)) AND \(CommitOrder.settled)
            ORDER BY \(CommitOrder.ascending) LIMIT \(bound)
            """
        ) { row in
            let place = Place(xid: row.integer(13) ?? 0, id: row.integer(0) ?? 0)
            let isWanted = kinds.map { kinds in row.text(1).map(kinds.contains) ?? false } ?? true
            if isWanted { items.append(Item(event: try EventStore.event(row), place: place)) }
            end = place
            count += 1
            return items.count < limit
        }
        return Batch(items: items, end: end, looked: count)
    }

    func move(to place: Place, at milliseconds: Int64, _ connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE follower_cursor SET xid = \(place.xid), event_id = \(place.id), updated_at = \(milliseconds)
            WHERE name = \(name)
            """)
    }
}
