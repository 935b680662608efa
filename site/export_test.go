package site

// KeepRoom sets how many acts of cases are held at a time.
func (s *Site) KeepRoom(n int) { s.whole.room = n }
