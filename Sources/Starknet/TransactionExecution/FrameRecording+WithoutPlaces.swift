public import BlockPrograms

extension FrameRecording {
    /// What every engine can tell of a frame: without where arrays lie, and without steps.
    public var withoutPlaces: FrameRecording {
        var copy = self
        copy.steps = 0
        copy.allocations = []
        copy.returned.location = .elsewhere
        for call in copy.systemCalls.indices {
            for item in copy.systemCalls[call].request.indices {
                switch copy.systemCalls[call].request[item] {
                case .array(var array):
                    array.location = .elsewhere
                    copy.systemCalls[call].request[item] = .array(array)
                case .cells(var array):
                    array.location = .elsewhere
                    copy.systemCalls[call].request[item] = .cells(array)
                case .felt, .handle: break
                }
            }
        }
        return copy
    }
}
