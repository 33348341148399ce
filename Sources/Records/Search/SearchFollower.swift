struct SearchFollower: Follower {
    let name = "search"
    func handle(_ event: Event, in change: Change) throws {}
}
