/// What went wrong in a database, told in one vocabulary for every driver.
public struct StorageError: Error, Sendable, Hashable {
    /// The kind of failure; new kinds may be added.
    public struct Code: Sendable, Hashable {
        let raw: Int

        /// A unique index refused the row. `detail` names the index: the
        /// name it was created with, `lead_pkey` for the primary key of
        /// `lead`, `lead_phone_key` for a column declared `UNIQUE`. SQLite
        /// names columns only, so of two indexes over the same columns the
        /// first is told there.
        public static let uniqueViolation = Code(raw: 1)
        /// A NOT NULL, CHECK or foreign key constraint refused the row.
        public static let constraintViolation = Code(raw: 2)
        /// A conflict persisted through the bounded retries.
        public static let conflict = Code(raw: 3)
        /// A write was tried inside a read.
        public static let readOnly = Code(raw: 4)
        /// The disk is full or cannot be written; nothing was acknowledged.
        public static let disk = Code(raw: 5)
        /// The server cannot be reached or the database is closed.
        public static let unavailable = Code(raw: 6)
        /// Text with NUL or otherwise unfit for the database.
        public static let unfitValue = Code(raw: 7)
        /// Anything else: a defect in the statement.
        public static let statement = Code(raw: 8)
    }

    /// The kind.
    public let code: Code
    /// The constraint's name or the driver's message, for logs. Never holds
    /// bound values.
    public let detail: String
    /// The statement's text with placeholders, for logs.
    public let statement: String?

    public init(code: Code, detail: String, statement: String? = nil) {
        self.code = code
        self.detail = detail
        self.statement = statement
    }
}
