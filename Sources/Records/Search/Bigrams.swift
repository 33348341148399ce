/// Text cut so that both databases find Chinese from two characters up.
///
/// `杭州西湖` becomes `杭州 州西 西湖`; looking for `州西湖` asks for the
/// phrase `州西 西湖`. Latin letters and digits are cut the same way, so
/// part of a word or of a number is found too.
enum Bigrams {
    /// Terms that one record may have.
    static let limit = 4000

    /// Runs of letters and digits, in lower case and without full-width
    /// forms.
    static func runs(_ text: String) -> [[Unicode.Scalar]] {
        var runs: [[Unicode.Scalar]] = []
        var run: [Unicode.Scalar] = []
        for scalar in TextForms.compatible(text).lowercased().unicodeScalars {
            if isTerm(scalar) {
                run.append(scalar)
            } else if !run.isEmpty {
                runs.append(run)
                run = []
            }
        }
        if !run.isEmpty { runs.append(run) }
        return runs
    }

    /// The terms of a run; a single character is a term of its own.
    static func terms(_ run: [Unicode.Scalar]) -> [String] {
        guard run.count > 1 else { return run.map { String($0) } }
        return zip(run, run.dropFirst()).map { String(String.UnicodeScalarView([$0, $1])) }
    }

    /// Letters and numbers as FTS5's `unicode61` counts them; anything else
    /// would fall out of a term there.
    private static func isTerm(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}

/// The terms of one record on their way into the index.
struct SearchTerms {
    /// Runs of terms; phrases never cross from one run into the next.
    private(set) var runs: [[String]] = []

    /// Adds a text in full.
    mutating func add(_ text: String) {
        for run in Bigrams.runs(text) { runs.append(Bigrams.terms(run)) }
    }

    /// FTS5's tokeniser splits at blanks and counts positions; an empty term
    /// between runs would not be kept, so runs are separated by a term that
    /// no query asks for.
    var fullText: String {
        capped.map { $0.joined(separator: " ") }.joined(separator: " \(SearchTerms.fence) ")
    }

    /// `'杭州':1 '州西':2`, with a gap in the positions between runs.
    var vector: String {
        var position = 0
        var lexemes: [String] = []
        for run in capped {
            for term in run {
                position += 1
                lexemes.append("'\(term)':\(position)")
            }
            position += 2
        }
        return lexemes.joined(separator: " ")
    }

    /// Longer than two characters and without blanks: no bigram is like it.
    private static let fence = "xfencex"

    private var capped: [[String]] {
        var left = Bigrams.limit
        var result: [[String]] = []
        for run in runs where left > 0 {
            result.append(Array(run.prefix(left)))
            left -= run.count
        }
        return result
    }
}
