extension JSONTree {
    /// The request with the file that it names, if it names one, below a folder: recordings name files of the folder that their
    /// node ran in, and a replay must neither leave any in its own nor find what an earlier one left.
    public func namingFiles(in folder: String) -> JSONTree {
        guard case .object(var members) = self, ["devnet_dump", "devnet_load"].contains(self["method"]?.text),
            let place = members.firstIndex(where: { $0.key == "params" }),
            case .object(var parameters) = members[place].value,
            let index = parameters.firstIndex(where: { $0.key == "path" }),
            let path = parameters[index].value.text, !path.hasPrefix("/")
        else { return self }
        parameters[index].value = .string("\(folder)/\(path)")
        members[place].value = .object(parameters)
        return .object(members)
    }
}
