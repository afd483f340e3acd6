"""The pages: rendered on the server, usable without JavaScript, at 360 px and by keyboard."""
