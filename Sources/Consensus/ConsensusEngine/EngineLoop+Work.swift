import ConsensusAlgorithms
import QuorumCertificates
import Threading

/// A block that the application was asked to build.
struct BuildUnderWay {
    let place: BlockPlace
    /// Set when nobody wants the block any more.
    let stale: StopFlag
}

/// An offered block whose check has no answer yet.
struct CheckUnderWay {
    enum State {
        /// Nobody wants the answer now; somebody may later.
        case shelved
        case running(stale: StopFlag)
    }

    let offer: BlockOffer
    let sender: ValidatorIndex
    var state = State.shelved
}

/// Work of the application for as long as it is wanted. A slow build or check that outlives its round would hold up the
/// next one's; it is told to end, and a check begins anew when the block turns out to matter after all.
extension EngineLoop {
    func startBuild(_ place: BlockPlace) {
        building?.stale.set()
        let stale = StopFlag()
        building = BuildUnderWay(place: place, stale: stale)
        startJob(.build(place, stale: stale))
    }

    func endBuild(_ place: BlockPlace) { if building?.place == place { building = nil } }

    /// Tells what is not wanted any more to end, and begins what is wanted again.
    func reviewWork() {
        if let building, isCommitting || !machine.wantsBuild(building.place) {
            building.stale.set()
            self.building = nil
        }
        for index in checks.indices {
            let offer = checks[index].offer
            let isWanted = isWanted(offer)
            switch checks[index].state {
            case .running(let stale): if !isWanted { stale.set() }
            case .shelved:
                guard isWanted, let content = contents[offer] else { continue }
                let stale = StopFlag()
                checks[index].state = .running(stale: stale)
                startJob(.check(offer, from: checks[index].sender, content: content, stale: stale))
            }
        }
    }

    private func isWanted(_ offer: BlockOffer) -> Bool {
        machine.wantsVerdict(offer) && (committing.map { $0 == offer.block } ?? true)
    }

    /// Checks that are wanted and not under way.
    var neglectedChecks: Int {
        checks.count { check in
            if case .running = check.state { return false }
            return contents[check.offer] != nil && isWanted(check.offer)
        }
    }

    /// A check was ended before it had an answer.
    func shelve(_ offer: BlockOffer) {
        guard let index = checks.firstIndex(where: { $0.offer == offer }) else { return }
        checks[index].state = .shelved
    }

    /// Ends the work for heights that are decided.
    func dropWork(through height: Height) {
        building?.stale.set()
        building = nil
        for check in checks where check.offer.place.height <= height {
            if case .running(let stale) = check.state { stale.set() }
        }
        checks.removeAll { $0.offer.place.height <= height }
    }
}
