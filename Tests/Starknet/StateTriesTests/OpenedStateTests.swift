import Determinism
import FiniteFields
import StarknetModel
import StateTries
import Testing

struct OpenedStateTests {
    /// A state, a diff on it, cells read before it, and the opening of all that.
    struct Scene {
        var tries = MemoryTries()
        var diff: StateDiff
        var cells: [StorageCell] = []
        var opening: StateOpening
        var after: StateRoots

        init(seed: UInt64) throws {
            var random = SplitMix64(seed: seed)
            for _ in 0..<3 {
                let diff = TableState.diff(&random, changes: 12)
                tries.apply(try StateUpdate(applying: diff, to: tries.roots, source: tries))
            }
            diff = TableState.diff(&random, changes: 8)
            let recorder = OpeningRecorder(tries, roots: tries.roots)
            for _ in 0..<6 {
                if let address = ContractAddress(Felt252(random.next() % 6)), let key = StorageKey(random.key()) {
                    cells.append(StorageCell(address: address, key: key))
                }
            }
            for cell in cells { try recorder.open(cell) }
            after = try StateUpdate(applying: diff, to: tries.roots, source: recorder).roots
            opening = recorder.opening
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `an opening gives every value and the next root`(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        let opened = try #require(OpenedState(scene.opening, globalRoot: scene.tries.roots.global))
        for cell in scene.cells {
            let root = try scene.tries.contract(at: cell.address).storageRoot
            let value = try TrieReading.leaf(
                of: cell.key.felt, in: .storage(cell.address), root: root, source: scene.tries)
            #expect(try opened.storage(at: cell) == value)
        }
        #expect(try StateUpdate(applying: scene.diff, to: opened.roots, source: opened).roots == scene.after)
        #expect(try StateOpening(decoding: scene.opening.encoded) == scene.opening)
    }

    @Test func `an opening without one of its nodes is refused where the node is needed`() throws {
        let scene = try Scene(seed: 3)
        for index in scene.opening.pedersenNodes.indices {
            var opening = scene.opening
            opening.pedersenNodes.remove(at: index)
            let opened = try #require(OpenedState(opening, globalRoot: scene.tries.roots.global))
            #expect(throws: TrieError.missingNode) {
                for cell in scene.cells { _ = try opened.storage(at: cell) }
                _ = try StateUpdate(applying: scene.diff, to: opened.roots, source: opened)
            }
        }
    }

    @Test func `contracts read from an opening are those of the state`() throws {
        let scene = try Scene(seed: 5)
        let opened = try #require(OpenedState(scene.opening, globalRoot: scene.tries.roots.global))
        for entry in scene.opening.contracts {
            #expect(try opened.contract(at: entry.address) == scene.tries.contract(at: entry.address))
        }
        // Of two values for one address only the true one counts, wherever it stands.
        var opening = scene.opening
        var forged = try #require(opening.contracts.first)
        forged.value.nonce = forged.value.nonce + 1
        opening.contracts.append(forged)
        let last = try #require(OpenedState(opening, globalRoot: scene.tries.roots.global))
        #expect(throws: TrieError.missingNode) { try last.contract(at: forged.address) }
    }

    @Test func `a changed contract or a changed root is refused`() throws {
        let scene = try Scene(seed: 4)
        var opening = scene.opening
        opening.roots.classes = opening.roots.classes + 1
        #expect(OpenedState(opening, globalRoot: scene.tries.roots.global) == nil)
        opening = scene.opening
        let address = try #require(opening.contracts.first).address
        opening.contracts[0].value.nonce = opening.contracts[0].value.nonce + 1
        let opened = try #require(OpenedState(opening, globalRoot: scene.tries.roots.global))
        #expect(throws: TrieError.missingNode) { try opened.contract(at: address) }
    }
}
