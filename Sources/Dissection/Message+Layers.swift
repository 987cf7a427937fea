// MARK: - What `frame.protocols` says of a packet

extension Message {
    /// Names a layer of the packet; see ``layers``.
    ///
    /// - Parameter isOne: whether it is named once, however many messages of it there are.
    public mutating func addLayer(_ name: StaticString, isOne: Bool = false) {
        guard wantsLayers, layers.count < Self.layerByteCountMax, !hidesLayers else { return }
        if isOne, hasLayer(name) { return }
        layers.append(UInt8(ascii: ":"))
        name.withUTF8Buffer { unsafe layers.append(contentsOf: $0) }
    }

    /// Names the layer of a message whose payload is one too: once for each time that tshark calls
    /// the dissector of the former.
    public mutating func addCarrierLayer(_ name: StaticString) {
        guard wantsLayers, place.stream == 0 else { return }
        while carrierLayerCount < (isReadTwice ? 2 : 1) {
            addLayer(name)
            carrierLayerCount += 1
        }
    }

    /// Whether a layer is there; those that are named once stand in front.
    private func hasLayer(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        for start in 0..<min(layers.count, 64)
        where layers[start] == UInt8(ascii: ":") && layers.count - start > count {
            let end = start + 1 + count
            let isSame = (0..<count).allSatisfy { index in
                unsafe layers[start + 1 + index] == name.utf8Start[index]
            }
            if isSame, end == layers.count || layers[end] == UInt8(ascii: ":") { return true }
        }
        return false
    }

    /// Names the layer of what a record carries; `?` is one that nobody knows.
    mutating func addLayer(carried name: StaticString) {
        guard wantsLayers, layers.count < Self.layerByteCountMax else { return }
        if name.utf8CodeUnitCount == 1 { return addLayer("data") }
        layers.append(UInt8(ascii: ":"))
        name.withUTF8Buffer { unsafe layers.append(contentsOf: $0.lazy.map { $0 | 0x20 }) }
    }
}
