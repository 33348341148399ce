public import FormulaLanguage

/// Working days by number, in closed form.
extension CalendarModel {
    /// How many working days lie before a day; only differences mean
    /// anything.
    func workdays(before day: Int) -> Int {
        // 1970-01-01 was a Thursday: three weekdays of its week came before.
        let (weeks, rest) = (day + 3).floored(by: 7)
        return weeks * 5 + min(rest, 5) - offDays.count(below: day) + workedDays.count(below: day)
    }

    /// The day whose number of earlier working days is given.
    func day(ofWorkday number: Int) -> Int {
        let slack = (offDays.count + workedDays.count + 10) * 2
        let guess = number.floored(by: 5).quotient * 7
        var low = guess - slack
        var high = guess + slack
        // Invariant: the day lies in low..<high.
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if workdays(before: middle) <= number { low = middle } else { high = middle }
        }
        return low
    }

    /// The next working day after a day.
    public func workday(after date: LocalDate) -> LocalDate {
        let isWorked = isWorkday(date)
        return LocalDate(days: day(ofWorkday: workdays(before: date.days) + (isWorked ? 1 : 0)))
    }
}

extension Int {
    /// Quotient rounded down, with a remainder that is never negative.
    fileprivate func floored(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let rest = self % divisor
        return rest < 0 ? (self / divisor - 1, rest + divisor) : (self / divisor, rest)
    }
}

extension [Int] {
    /// How many elements of a sorted list are less.
    fileprivate func count(below value: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
