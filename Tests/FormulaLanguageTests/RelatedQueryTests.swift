import FormulaLanguage
import SQLText
import Testing

@Suite("P2 An evaluation in memory asks the database for aggregates")
struct RelatedQueryTests {
    /// Answers every aggregate with one value, as a database would.
    struct Asking: EvaluationContext {
        var answer: SQLValue
        var wanted: String
        let now = SampleRow.moment

        func value(of field: String, object: String) throws -> Value {
            try SampleRow.full.value(of: field, object: object)
        }

        func aggregate(_ query: RelatedQuery) throws -> Value {
            #expect(SQLContexts.text(try query.sql(SQLContexts.make(.sqlite)), .sqlite) == wanted)
            return try query.decode(answer)
        }
    }

    @Test("P2 the record's own values are bound, the viewer's scope applies")
    func bound() throws {
        let formula = try Formula.compile(
            "COUNTIFS(触达, 触达.商机=ID, 触达.时长>=数量, 触达.时间<NOW())+1", in: SampleScope())
        let context = Asking(
            answer: .integer(3),
            wanted: """
                SELECT (SELECT COUNT(*) FROM "o_touch" AS "yy1" WHERE ("yy1"."f_opportunity" = «1») \
                AND ("yy1"."f_minutes" >= «30») AND ("yy1"."f_at" < «1774949400000») AND ("yy1"."owner_id" = «7»))
                """)
        #expect(try formula.evaluate(context) == 4)
    }

    @Test("P2 an average of nothing fails as in SQL")
    func nothing() throws {
        let formula = try Formula.compile("IFERROR(AVERAGEIFS(触达.时长, 触达.有效), -1)", in: SampleScope())
        let context = Asking(
            answer: .null,
            wanted: """
                SELECT (SELECT yy_div(COALESCE(yy_dec(SUM("yy1"."f_minutes"), 1), 0), COUNT("yy1"."f_minutes")) \
                FROM "o_touch" AS "yy1" WHERE ("yy1"."f_valid" = 1) AND ("yy1"."owner_id" = «7»))
                """)
        #expect(try formula.evaluate(context) == .number(ExactNumber(-1)))
    }
}
