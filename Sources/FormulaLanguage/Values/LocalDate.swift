/// A calendar day without a time zone, in the proleptic Gregorian calendar.
public struct LocalDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public var days: Int

    /// A day by its number since 1970-01-01.
    public init(days: Int) {
        self.days = days
    }

    /// A day by its parts; nil if there is no such day or the year is not
    /// in 1…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= LocalDate.daysIn(month: month, year: year) else { return nil }
        days = LocalDate.number(year: year, month: month, day: day)
    }

    /// Reads exactly `YYYY-MM-DD`.
    public init?(_ iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The first day a formula can produce, 0001-01-01.
    public static let first = LocalDate(days: number(year: 1, month: 1, day: 1))
    /// The last day a formula can produce, 9999-12-31.
    public static let last = LocalDate(days: number(year: 9999, month: 12, day: 31))

    public static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.days < right.days
    }

    /// The year, 1…9999.
    public var year: Int { parts.year }
    /// The month, 1…12.
    public var month: Int { parts.month }
    /// The day of the month, 1…31.
    public var day: Int { parts.day }
    /// The day of the week, 1 = Monday … 7 = Sunday.
    public var weekday: Int { LocalDate.remainder(days + 3, 7) + 1 }

    /// Year, month and day at once.
    public var parts: (year: Int, month: Int, day: Int) {
        // Days are counted from 0000-03-01, so that leap days end a year.
        let shifted = days + 719_468
        let era = (shifted - LocalDate.remainder(shifted, 146_097)) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// How many days a month has.
    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func remainder(_ value: Int, _ divisor: Int) -> Int {
        let result = value % divisor
        return result < 0 ? result + divisor : result
    }
}

extension LocalDate {
    /// The day so many days later (or earlier).
    public func adding(days count: Int) -> LocalDate {
        LocalDate(days: days + count)
    }

    /// The same day of another month; a day the month lacks becomes its last
    /// (31 January + 1 month = 28 or 29 February).
    public func adding(months count: Int) -> LocalDate {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + count
        let newMonth = LocalDate.remainder(index, 12) + 1
        let newYear = (index - newMonth + 1) / 12
        let last = LocalDate.daysIn(month: newMonth, year: newYear)
        return LocalDate(days: LocalDate.number(year: newYear, month: newMonth, day: min(day, last)))
    }

    /// The first day of the month.
    public var startOfMonth: LocalDate { adding(days: 1 - day) }

    /// The last day of the month.
    public var endOfMonth: LocalDate { startOfMonth.adding(months: 1).adding(days: -1) }
}

extension LocalDate: CustomStringConvertible, LosslessStringConvertible, Codable {
    /// `YYYY-MM-DD`, as stored.
    public var description: String {
        let (year, month, day) = parts
        func pad(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = LocalDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a YYYY-MM-DD date")
        }
        self = date
    }

    /// Written as `YYYY-MM-DD`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
