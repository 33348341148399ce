import FormulaLanguage
import Testing

@Suite("P2 Exact numbers stay exact")
struct NumberTests {
    @Test(
        "P2 plain notation is read and written",
        arguments: [
            ("0", "0"), ("-0", "0"), ("1.50", "1.5"), ("+7", "7"), (".5", "0.5"), ("-12.500", "-12.5"), ("007", "7"),
            ("0.00000000000000005", "0.0000000000000001"), ("0.00000000000000004", "0"),
            ("99999999999999999999", "99999999999999999999"),
            ("-99999999999999999999.9999999999999999", "-99999999999999999999.9999999999999999"),
        ])
    func plain(_ text: String, _ wanted: String) {
        #expect(ExactNumber(text)?.description == wanted)
    }

    @Test(
        "P2 anything else is no number",
        arguments: ["", "-", ".", "1e5", "1,000", " 1", "1 ", "１", "0x1", "1.2.3", "100000000000000000000", "NaN"])
    func refused(_ text: String) {
        #expect(ExactNumber(text) == nil)
    }

    @Test("P2 products and quotients are rounded half away from zero")
    func rounding() throws {
        let third = try ExactNumber(1).divided(by: 3)
        #expect(third.description == "0.3333333333333333")
        #expect(try ExactNumber(-2).divided(by: 3).description == "-0.6666666666666667")
        #expect(try ExactNumber("0.00000001")!.multiplied(by: ExactNumber("0.0000000049")!).description == "0")
        let tie = try ExactNumber("0.00000001")!.multiplied(by: ExactNumber("0.000000005")!)
        #expect(tie.description == "0.0000000000000001")
        #expect(
            try ExactNumber("0.0000000000000001")!.multiplied(by: ExactNumber("0.5")!).description
                == "0.0000000000000001")
        #expect(
            try ExactNumber("9999999999.5")!.multiplied(by: ExactNumber("9999999999.5")!).description
                == "99999999990000000000.25")
    }

    @Test("P2 leaving the range is an error, never a wrap")
    func overflow() {
        let large = ExactNumber("99999999999999999999")!
        #expect(throws: ExactNumber.Failure.overflow) { try large.adding(1) }
        #expect(throws: ExactNumber.Failure.overflow) { try large.multiplied(by: large) }
        #expect(throws: ExactNumber.Failure.overflow) { try large.divided(by: ExactNumber("0.0000000000000001")!) }
        #expect(throws: ExactNumber.Failure.divisionByZero) { try large.divided(by: .zero) }
        #expect(throws: ExactNumber.Failure.overflow) { try large.rounded(to: -20) }
        #expect(throws: ExactNumber.Failure.domain) { try ExactNumber(2).power(257) }
    }

    @Test(
        "P2 money is stored in fen, rounded half away from zero",
        arguments: [("1.005", 101), ("-1.005", -101), ("1.0049", 100), ("0", 0)] as [(String, Int64)])
    func fen(_ text: String, _ wanted: Int64) {
        #expect(ExactNumber(text)?.scaled(to: 2) == wanted)
    }

    @Test("P2 a value too large for 64 bits does not fit a column")
    func tooLargeForColumn() {
        #expect(ExactNumber("99999999999999999999")!.scaled(to: 2) == nil)
        #expect(ExactNumber(scaled: .max, scale: 2).scaled(to: 2) == .max)
    }

    @Test(
        "P2 square roots are correctly rounded",
        arguments: [
            ("2", "1.414213562373095"), ("0.0000000000000001", "0.00000001"),
            ("99999999999999999999", "9999999999.99999999995"), ("0", "0"),
        ])
    func roots(_ text: String, _ start: String) throws {
        #expect(try ExactNumber(text)!.squareRoot().description.hasPrefix(start))
    }
}
