package main

import (
	"net"
	"os"
)

// notify tells systemd how the service is (sd_notify(3)): READY=1 once it answers,
// STOPPING=1 when it has been told to end. Without systemd it does nothing.
func notify(state string) {
	socket := os.Getenv("NOTIFY_SOCKET")
	if socket == "" {
		return
	}
	if conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: socket, Net: "unixgram"}); err == nil {
		conn.Write([]byte(state))
		conn.Close()
	}
}
