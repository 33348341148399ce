/// Every function by name.
enum FunctionTable {
    static let definitions: [FunctionDefinition] =
        LogicFunctions.all + MathFunctions.all + TextFunctions.all + DateFunctions.all + ListFunctions.all
        + RelatedFunctions.all

    static let infos: [FunctionInfo] = definitions.map(\.info)

    static let names: [String] = infos.flatMap { [$0.name] + $0.aliases }

    private static let byName: [String: FunctionDefinition] = {
        var result: [String: FunctionDefinition] = [:]
        for definition in definitions {
            for name in [definition.info.name] + definition.info.aliases { result[name] = definition }
        }
        return result
    }()

    static func definition(named name: String) -> FunctionDefinition? {
        byName[name] ?? byName[name.uppercased()]
    }

    /// Every pure function, those that only the compiler calls included.
    static let specs: [FunctionSpec] =
        MathSpecs.all + AggregateSpecs.all + TextSpecs.all + DateSpecs.all + TimeSpecs.all + CalendarSpecs.all
}
