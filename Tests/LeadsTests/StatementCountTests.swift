import Leads
import Records
import Storage
import TestKit
import Testing

@Suite("What a lead costs")
struct StatementCountTests {
    /// A visitor nobody knows, with phone, company and client key: scored,
    /// distributed, its clock running, its owner told.
    ///
    /// The number is what intake's speed rests on: a statement more is a
    /// twenty-sixth of it. Whoever needs one changes it here, knowingly.
    @Test("L1.4 A lead that comes in takes 26 SQL statements, however many were there before")
    func intake() async throws {
        try await withHouse(.sqlite) { house in
            for serial in 1...20 {
                let before = house.workspace.database.statistics
                let result = try await house.submit(
                    "1380000\(1000 + serial)", clientKey: "0b6f2a1e-9b1f-4c7e-8a62-0000000000\(10 + serial)",
                    extra: ["current_system": "Excel", "product_line": "sales_cloud", "demand": "管好销售团队"])
                let after = house.workspace.database.statistics
                #expect(result.ownerID != nil && !result.merged)
                #expect(after.changes - before.changes == 1)
                #expect(after.statements - before.statements == 26)
            }
        }
    }
}
