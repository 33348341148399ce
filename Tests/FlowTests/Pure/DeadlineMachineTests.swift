import FormulaLanguage
import TestKit
import Testing

@testable import Flow

/// The life of a deadline, event by event: no clock, no database.
@Suite("L8 deadline state machine")
struct DeadlineMachineTests {
    static func at(_ minute: Int64) -> Instant { Instant(milliseconds: minute * 60_000) }

    static func machine() -> DeadlineMachine {
        DeadlineMachine(ownerID: 5, anchorAt: at(1000), targetAt: at(1030), hardAt: at(1120))
    }

    enum Step: Sendable, Hashable {
        case touch(Int64, owner: Bool = false)
        case target(Int64)
        case hard(Int64)
        case owner(Int64?)
        case recalculated(Int64, Int64)
        case ended
    }

    static func apply(_ step: Step, _ machine: inout DeadlineMachine) -> [DeadlineMachine.Action] {
        switch step {
        case .touch(let minute, let owner): machine.touched(at: at(minute), byOwner: owner)
        case .target(let minute): machine.targetPassed(at: at(minute))
        case .hard(let minute): machine.hardPassed(at: at(minute))
        case .owner(let owner): machine.ownerChanged(to: owner)
        case .recalculated(let target, let hard): machine.recalculated(targetAt: at(target), hardAt: at(hard))
        case .ended: machine.ended()
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Step]
        let state: DeadlineState
        let last: [DeadlineMachine.Action]
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "a touch by the target meets it", steps: [.touch(1030)], state: .met,
            last: [.cancelTimers, .noteDuration(from: at(1000), to: at(1030))]),
        Case(
            name: "a touch after the target is late", steps: [.touch(1031)], state: .late,
            last: [.cancelTimers, .noteDuration(from: at(1000), to: at(1031))]),
        Case(name: "the target reminds the owner", steps: [.target(1030)], state: .open, last: [.remind(owner: 5)]),
        Case(name: "a target woken too early says nothing", steps: [.target(1029)], state: .open, last: []),
        Case(name: "after the hard time nobody is reminded", steps: [.target(1120)], state: .open, last: []),
        Case(
            name: "the hard time escalates", steps: [.hard(1120)], state: .escalated,
            last: [.cancelTimers, .escalate(owner: 5)]),
        Case(name: "it escalates once", steps: [.hard(1120), .hard(1121)], state: .escalated, last: []),
        Case(
            name: "a stale hard timer is set again", steps: [.hard(1100)], state: .open,
            last: [.setTimers(target: at(1030), hard: at(1120))]),
        Case(
            name: "a late entry of an early touch withdraws the escalation", steps: [.hard(1120), .touch(1119)],
            state: .withdrawn,
            last: [.noteDuration(from: at(1000), to: at(1119)), .withdrawEscalation(touchedAt: at(1119))]),
        Case(
            name: "a touch after the hard time leaves the escalation", steps: [.hard(1120), .touch(1125)],
            state: .late, last: [.noteDuration(from: at(1000), to: at(1125))]),
        Case(
            name: "an earlier touch heard later turns late into met", steps: [.touch(1040), .touch(1020)], state: .met,
            last: [.noteDuration(from: at(1000), to: at(1020))]),
        Case(name: "a later touch changes nothing", steps: [.touch(1020), .touch(1050)], state: .met, last: []),
        Case(
            name: "it is withdrawn once", steps: [.hard(1120), .touch(1119), .touch(1110)], state: .withdrawn,
            last: [.noteDuration(from: at(1000), to: at(1110))]),
        Case(name: "somebody else's touch before the clock does not count", steps: [.touch(990)], state: .open, last: []),
        Case(
            name: "the owner's touch just before the clock counts", steps: [.touch(990, owner: true)], state: .met,
            last: [.cancelTimers, .noteDuration(from: at(1000), to: at(1000))]),
        Case(
            name: "the owner's touch of last week does not", steps: [.touch(1000 - 1441, owner: true)], state: .open,
            last: []),
        Case(name: "a running clock goes to the new owner", steps: [.owner(6)], state: .open, last: []),
        Case(
            name: "the new owner is the one escalated", steps: [.owner(6), .hard(1120)], state: .escalated,
            last: [.cancelTimers, .escalate(owner: 6)]),
        Case(
            name: "a new owner after an escalation gets a new clock", steps: [.hard(1120), .owner(6)],
            state: .escalated, last: [.restart(owner: 6)]),
        Case(
            name: "a pooled record has no clock", steps: [.owner(nil)], state: .cancelled,
            last: [.cancelTimers, .showDue(nil)]),
        Case(
            name: "a new calendar moves the times", steps: [.recalculated(2030, 2120)], state: .open,
            last: [.setTimers(target: at(2030), hard: at(2120)), .showDue(at(2030))]),
        Case(name: "the same times change nothing", steps: [.recalculated(1030, 1120)], state: .open, last: []),
        Case(name: "a met deadline is not moved", steps: [.touch(1010), .recalculated(2030, 2120)], state: .met, last: []),
        Case(name: "a deleted record stops the clock", steps: [.ended], state: .cancelled, last: [.cancelTimers, .showDue(nil)]),
        Case(name: "nothing follows the end", steps: [.ended, .hard(1120)], state: .cancelled, last: []),
    ]

    @Test("L8 each event gives the state and the actions of the table", arguments: cases)
    func table(_ item: Case) {
        var machine = Self.machine()
        var last: [DeadlineMachine.Action] = []
        for step in item.steps { last = Self.apply(step, &machine) }
        #expect(machine.state == item.state)
        #expect(last == item.last)
    }

    @Test("L8 starting sets both times and shows the target")
    func start() {
        #expect(
            Self.machine().started() == [
                .setTimers(target: Self.at(1030), hard: Self.at(1120)), .showDue(Self.at(1030)),
            ])
    }

    @Test("rule 5 whatever the order of events, the state says what happened", arguments: 0..<400)
    func property(_ seed: Int) {
        var dice = SeededRandom(seed: UInt64(seed))
        var machine = Self.machine()
        var touches: [Int64] = []
        var escalations = 0
        var withdrawals = 0
        for _ in 0..<12 {
            let step = Self.randomStep(&dice)
            if case .touch(let minute, _) = step { touches.append(minute) }
            let actions = Self.apply(step, &machine)
            escalations += actions.filter(\.isEscalation).count
            withdrawals += actions.filter { if case .withdrawEscalation = $0 { true } else { false } }.count
            Self.check(machine, touches: touches)
        }
        #expect(escalations <= 1)
        #expect(withdrawals <= escalations)
        #expect((machine.escalatedAt != nil) == (escalations == 1))
    }

    private static func randomStep(_ dice: inout SeededRandom) -> Step {
        let minute = Int64.random(in: 980..<1200, using: &dice)
        return switch Int.random(in: 0..<6, using: &dice) {
        case 0, 1: .touch(max(minute, 1000))
        case 2: .target(minute)
        case 3: .hard(minute)
        case 4: .owner(dice.pick([5, 6, 7]))
        default: .hard(1120)
        }
    }

    /// The state follows from the earliest touch and the escalation alone.
    private static func check(_ machine: DeadlineMachine, touches: [Int64]) {
        guard let first = touches.min() else {
            #expect(machine.state == (machine.escalatedAt == nil ? .open : .escalated))
            return
        }
        #expect(machine.metAt == at(first))
        if machine.escalatedAt == nil {
            #expect(machine.state == (first <= 1030 ? .met : .late))
        } else {
            #expect(machine.state == (first <= 1120 ? .withdrawn : .late))
        }
    }
}
