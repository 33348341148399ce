/// Words that begin, end or nest transactions. Only drivers may say them: a
/// body that ends the transaction would commit its neighbours' halves.
package enum TransactionWords {
    private static let words: Set<String> = [
        "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE",
    ]

    /// - Throws: ``StorageError/Code/statement`` if the text starts with one.
    package static func refuse(in text: String) throws {
        let word = text.drop { $0.isWhitespace || $0 == ";" }.prefix { $0.isLetter }.uppercased()
        guard !words.contains(word) else {
            throw StorageError(code: .statement, detail: "transactions belong to the driver", statement: text)
        }
    }
}
