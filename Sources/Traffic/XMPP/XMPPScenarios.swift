/// The scenarios of XMPP.
public enum XMPPScenarios {
    public static var all: [Scenario] {
        [
            XMPPEcho.scenario, XMPPLabSession.scenario, XMPPMeeting.scenario,
            XMPPMistakes.scenario, XMPPGateway.scenario, XMPPStorm.scenario,
        ]
    }
}
