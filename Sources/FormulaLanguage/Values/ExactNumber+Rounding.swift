/// The way a number loses its decimals.
public enum RoundingRule: Sendable, Hashable {
    /// To the nearest; a tie goes away from zero (`ROUND`).
    case halfAwayFromZero
    /// Away from zero (`ROUNDUP`).
    case awayFromZero
    /// Towards zero (`ROUNDDOWN`, `TRUNC`).
    case towardsZero
    /// Down (`INT`, `FLOOR`).
    case down
    /// Up (`CEILING`).
    case up
}

extension ExactNumber {
    /// The value rounded to `places` decimals; a negative count rounds to
    /// tens, hundreds …
    ///
    /// - Throws: ``Failure/overflow`` when rounding reaches 10^20.
    public func rounded(
        to places: Int, _ rule: RoundingRule = .halfAwayFromZero
    ) throws(Failure) -> ExactNumber {
        guard places < ExactNumber.decimals else { return self }
        guard places >= -ExactNumber.limitDigits else {
            switch rule {
            case .awayFromZero where units != 0: throw .overflow
            case .up where units > 0: throw .overflow
            case .down where units < 0: throw .overflow
            default: return .zero
            }
        }
        return try rounded(toStep: ExactNumber.power(ExactNumber.decimals - places), rule)
    }

    /// The value rounded to a multiple of `step` (Excel's `CEILING` and
    /// `FLOOR` take the step as a number).
    ///
    /// - Throws: ``Failure/overflow``.
    public func rounded(toMultipleOf step: ExactNumber, _ rule: RoundingRule) throws(Failure) -> ExactNumber {
        guard step.units != 0 else { return .zero }
        return try rounded(toStep: Int128(step.units.magnitude), rule)
    }

    private func rounded(toStep step: Int128, _ rule: RoundingRule) throws(Failure) -> ExactNumber {
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: step)
        guard remainder != 0 else { return self }
        let away: Bool
        switch rule {
        case .halfAwayFromZero: away = remainder.magnitude >= step.magnitude - remainder.magnitude
        case .awayFromZero: away = true
        case .towardsZero: away = false
        case .down: away = units < 0
        case .up: away = units > 0
        }
        return try ExactNumber(units: (quotient + (away ? (units < 0 ? -1 : 1) : 0)) * step)
    }
}
