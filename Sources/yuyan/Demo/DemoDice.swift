/// Seeded chance: the same seed makes the same company.
struct DemoDice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number of a range.
    mutating func int(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// Whether something with this chance in a hundred happens.
    mutating func chance(_ percent: Int) -> Bool {
        int(1...100) <= percent
    }

    /// One of several, all equally likely.
    mutating func pick<Item>(_ items: [Item]) -> Item {
        items[int(0...items.count - 1)]
    }

    /// One of several by weight.
    mutating func pick<Item>(weighted items: [(Item, Int)]) -> Item {
        var rest = int(1...items.reduce(0) { $0 + $1.1 })
        for (item, weight) in items {
            rest -= weight
            if rest <= 0 { return item }
        }
        return items[items.count - 1].0
    }
}
