import TestKit

/// The databases that everything is proved on.
typealias Base = TestKit.Engine
