import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt with its parameters.
///
/// The text is `scrypt$N$r$p$salt$key`, so the cost can be raised later
/// without making old passwords useless.
struct PasswordHash: Sendable, Hashable {
    /// What one derivation costs.
    struct Cost: Sendable, Hashable {
        /// CPU and memory; a power of two.
        var rounds: Int
        var blockSize: Int
        var parallelism: Int

        /// 32 MB and roughly a tenth of a second.
        static let standard = Cost(rounds: 1 << 15, blockSize: 8, parallelism: 3)
        /// For tests, where passwords guard nothing.
        static let cheap = Cost(rounds: 1 << 4, blockSize: 8, parallelism: 1)
    }

    private static let keyLength = 32

    let cost: Cost
    let salt: [UInt8]
    let key: [UInt8]

    /// Hashes a new password with a salt of its own.
    init(password: String, cost: Cost) throws {
        self.cost = cost
        salt = Secrets.randomBytes(16)
        key = try Self.derive(password, salt: salt, cost: cost)
    }

    /// A hash that no password has; checking one against it takes as long as
    /// against any other.
    init(unmatchableAt cost: Cost) {
        self.cost = cost
        salt = Secrets.randomBytes(16)
        key = Secrets.randomBytes(Self.keyLength)
    }

    /// Reads a stored text; nil if it is none of ours.
    init?(stored: String) {
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), rounds > 1, rounds <= 1 << 20, rounds & (rounds - 1) == 0,
            (1...32).contains(blockSize), (1...16).contains(parallelism),
            let salt = Secrets.bytes(base64URL: parts[4]), let key = Secrets.bytes(base64URL: parts[5])
        else { return nil }
        cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        self.salt = salt
        self.key = key
    }

    /// What is stored.
    var stored: String {
        [
            "scrypt", String(cost.rounds), String(cost.blockSize), String(cost.parallelism),
            Secrets.base64URL(salt), Secrets.base64URL(key),
        ].joined(separator: "$")
    }

    /// Whether this is the password; takes as long whether or not it is.
    func matches(_ password: String) -> Bool {
        guard let derived = try? Self.derive(password, salt: salt, cost: cost) else { return false }
        return Secrets.areEqual(derived, key)
    }

    private static func derive(_ password: String, salt: [UInt8], cost: Cost) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: Data(salt),
            outputByteCount: keyLength, rounds: cost.rounds, blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }
}
