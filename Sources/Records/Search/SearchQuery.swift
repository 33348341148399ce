import Definitions
import SQLText

struct SearchQuery {
    let condition: SQL
    init(_ text: String, object: ObjectModel, viewer: Viewer, reading: Reading) throws {
        condition = "1 = 0"
    }
}
