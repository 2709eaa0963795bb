import { redirect } from 'next/navigation';

const Home = () => redirect('/data-stores');

export default Home;
