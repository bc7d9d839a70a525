SELECT '😀';
	SELECT é;
