/// The words for numbers in a message: tshark's.
enum MQTTSNWords {
    static let msgType: [(UInt64, StaticString)] = [
        (0, "Advertise Gateway"),
        (1, "Search Gateway"),
        (2, "Gateway Info"),
        (3, "Reserved_03"),
        (4, "Connect Command"),
        (5, "Connect Ack"),
        (6, "Will Topic Request"),
        (7, "Will Topic"),
        (8, "Will Message Request"),
        (9, "Will Message"),
        (10, "Register"),
        (11, "Register Ack"),
        (12, "Publish Message"),
        (13, "Publish Ack"),
        (14, "Publish Complete"),
        (15, "Publish Received"),
        (16, "Publish Release"),
        (17, "Reserved_11"),
        (18, "Subscribe Request"),
        (19, "Subscribe Ack"),
        (20, "Unsubscribe Request"),
        (21, "Unsubscribe Ack"),
        (22, "Ping Request"),
        (23, "Ping Response"),
        (24, "Disconnect Req"),
        (25, "Reserved_19"),
        (26, "Will Topic Update"),
        (27, "Will Topic Response"),
        (28, "Will Message Update"),
        (29, "Will Message Response"),
        (254, "Encapsulated Message"),
    ]

    static let topicIdType: [(UInt64, StaticString)] = [
        (0, "Normal ID"),
        (1, "Pre-defined ID"),
        (2, "Short Topic Name"),
        (3, "Reserved"),
    ]

    static let qos: [(UInt64, StaticString)] = [
        (0, "Fire and Forget"),
        (1, "Acknowledged deliver"),
        (2, "Assured Delivery"),
        (3, "No Connection required"),
    ]

    static let returnCode: [(UInt64, StaticString)] = [
        (0, "Accepted"),
        (1, "Rejected: Congestion"),
        (2, "Rejected: invalid topic ID"),
        (3, "Rejected: not supported"),
    ]
}
