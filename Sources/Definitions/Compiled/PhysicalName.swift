/// Names in the database: ASCII, stable, within PostgreSQL's 63 bytes.
public enum PhysicalName {
    /// The table of an object's records, `r_lead`.
    public static func table(of object: String) -> String { "r_\(object)" }

    /// The column of a field, `f_budget`.
    public static func column(of field: String) -> String { "f_\(field)" }

    /// The join table of a multi-value field, `r_touch__tags`.
    public static func joinTable(of object: String, field: String) -> String {
        bounded("r_\(object)__\(field)")
    }

    /// An index, named after its table and columns.
    static func index(_ table: String, _ columns: [String], prefix: String = "ix") -> String {
        bounded("\(prefix)_\(table)__" + columns.joined(separator: "__"))
    }

    /// A name as it is, or shortened with a digest where it is too long: a
    /// longer one would be cut by the database and could meet another.
    static func bounded(_ name: String) -> String {
        guard name.utf8.count > 63 else { return name }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digest = String(hash, radix: 16)
        return name.prefix(46) + "_" + String(repeating: "0", count: 16 - digest.count) + digest
    }
}
