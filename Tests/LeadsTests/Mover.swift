import Flow

/// The engine that moves a workspace along; TestKit calls databases engines.
typealias Mover = Engine
